using System.Collections.Concurrent;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Tells observers, on a thread of its own: one that calls the plane waits for the loop, and the loop must not wait for it.
/// </summary>
internal sealed class ObserverThread : IDisposable
{
    private const int Waiting = 4096;
    private readonly BlockingCollection<(ILegObserver Observer, IRtpLeg Leg, LegFact Fact)> facts = new(Waiting);
    private readonly Action<Exception> failed;

    /// <param name="name">Of the thread.</param>
    /// <param name="failed">Hears what an observer throws.</param>
    public ObserverThread(string name, Action<Exception> failed)
    {
        this.failed = failed;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <returns>False when too many wait already.</returns>
    public bool TryTell(ILegObserver observer, IRtpLeg leg, LegFact fact) => !facts.IsAddingCompleted && facts.TryAdd((observer, leg, fact));

    /// <summary>What waits is still told; nothing is waited for, because an observer may wait for the caller.</summary>
    public void Dispose() => facts.CompleteAdding();

    private void Run()
    {
        foreach (var (observer, leg, fact) in facts.GetConsumingEnumerable())
        {
            try
            {
                observer.Observed(leg, fact);
            }
            catch (Exception exception)
            {
                failed(exception);
            }
        }
    }
}
