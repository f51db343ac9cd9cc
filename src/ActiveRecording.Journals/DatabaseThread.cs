namespace ActiveRecording.Journals;

/// <summary>
/// One thread that owns a connection and takes whatever was queued meanwhile, so that SQLite's blocking calls meet
/// neither the thread pool nor each other.
/// </summary>
internal sealed class DatabaseThread : IDisposable
{
    private readonly object gate = new();
    private readonly Action<IReadOnlyList<IDatabaseWork>> take;
    private readonly Thread thread;
    private List<IDatabaseWork> queue = [];
    private bool isClosed;

    public DatabaseThread(string name, Action<IReadOnlyList<IDatabaseWork>> take)
    {
        this.take = take;
        thread = new Thread(Run) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>Queues work; false when <paramref name="limit"/> works wait, or after the end.</summary>
    public bool TryPost(IDatabaseWork work, int limit = int.MaxValue)
    {
        lock (gate)
        {
            if (isClosed || queue.Count >= limit) return false;
            queue.Add(work);
            if (queue.Count == 1) Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Does <paramref name="action"/> on the thread.</summary>
    public Task<T> RunAsync<T>(Func<T> action)
    {
        var work = new DatabaseWork<T>(action);
        return TryPost(work) ? work.Task : Task.FromException<T>(new ObjectDisposedException(thread.Name));
    }

    /// <summary>Does what is queued, then ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Run()
    {
        var spare = new List<IDatabaseWork>();
        while (true)
        {
            lock (gate)
            {
                while (queue.Count == 0 && !isClosed) Monitor.Wait(gate);
                if (queue.Count == 0) return;
                (queue, spare) = (spare, queue);
            }

            take(spare);
            spare.Clear();
        }
    }
}
