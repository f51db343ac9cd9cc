using System.Collections.Concurrent;

namespace ActiveRecording.Runtime.Scheduling;

/// <summary>
/// A serial executor: posted actions run one at a time, in the order posted, on the scheduler. What a strand owns
/// needs no lock.
/// </summary>
public sealed class Strand(IScheduler scheduler, Action<Exception> failed) : IWorkItem
{
    private const int ActionsPerTurn = 64;
    private readonly ConcurrentQueue<Action> queue = new();
    private int scheduled;

    /// <summary>Queued actions not yet run.</summary>
    public int Queued => queue.Count;

    /// <summary>Queues <paramref name="action"/>; it never runs inside this call.</summary>
    public void Post(Action action)
    {
        queue.Enqueue(action);
        if (Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    void IWorkItem.Execute()
    {
        for (var turn = 0; turn < ActionsPerTurn && queue.TryDequeue(out var action); turn++) Run(action);
        Interlocked.Exchange(ref scheduled, 0);
        if (!queue.IsEmpty && Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }
}
