namespace ActiveRecording.Runtime.Scheduling;

/// <summary>
/// A few threads of their own, first come first served, for work that waits for disks: unlike on the thread pool it may
/// block, and holds nothing else up but its like.
/// </summary>
public sealed class ThreadScheduler : IScheduler, IDisposable
{
    private readonly object gate = new();
    private readonly Queue<IWorkItem> ready = new();
    private readonly Thread[] threads;
    private bool isClosed;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">Of the threads, before their number.</param>
    /// <param name="count">1 or more.</param>
    public ThreadScheduler(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        threads = [.. Enumerable.Range(0, count).Select(index => new Thread(Run) { Name = $"{name}-{index}", IsBackground = true })];
        foreach (var thread in threads) thread.Start();
    }

    /// <inheritdoc/>
    public void Schedule(IWorkItem item)
    {
        lock (gate)
        {
            ready.Enqueue(item);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Ends the threads once what they are at is done; what waits is not begun.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.PulseAll(gate);
        }

        foreach (var thread in threads)
        {
            if (thread != Thread.CurrentThread) thread.Join();
        }
    }

    private void Run()
    {
        while (TryTake(out var item)) item!.Execute();
    }

    private bool TryTake(out IWorkItem? item)
    {
        lock (gate)
        {
            while (ready.Count == 0 && !isClosed) Monitor.Wait(gate);
            item = isClosed ? null : ready.Dequeue();
            return item is not null;
        }
    }
}
