namespace ActiveRecording.Runtime.Scheduling;

/// <summary>
/// A serial executor: posted actions run one at a time, in the order posted, on the scheduler. What a strand owns
/// needs no lock. There is one for every recorded stream, so that an idle one takes little room.
/// </summary>
public sealed class Strand(IScheduler scheduler, Action<Exception> failed) : IWorkItem
{
    private const int ActionsPerTurn = 64;
    private readonly Queue<Action> queue = new();
    private int scheduled;

    /// <summary>Queued actions not yet run.</summary>
    public int Queued
    {
        get
        {
            lock (queue) return queue.Count;
        }
    }

    /// <summary>Queues <paramref name="action"/>; it never runs inside this call.</summary>
    public void Post(Action action)
    {
        lock (queue) queue.Enqueue(action);
        if (Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    void IWorkItem.Execute()
    {
        for (var turn = 0; turn < ActionsPerTurn && TryTake() is { } action; turn++) Run(action);
        Interlocked.Exchange(ref scheduled, 0);
        if (Queued > 0 && Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Schedule(this);
    }

    private Action? TryTake()
    {
        lock (queue) return queue.TryDequeue(out var action) ? action : null;
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
