using System.Collections.Concurrent;

namespace ActiveRecording.Journals;

/// <summary>
/// One thread that owns a connection and does one piece of work after the other, so that SQLite's blocking calls
/// meet neither the thread pool nor each other.
/// </summary>
internal sealed class DatabaseThread : IDisposable
{
    private readonly BlockingCollection<IDatabaseWork> queue = [];
    private readonly Action<IDatabaseWork, BlockingCollection<IDatabaseWork>> take;
    private readonly Thread thread;

    public DatabaseThread(string name, Action<IDatabaseWork, BlockingCollection<IDatabaseWork>> take)
    {
        this.take = take;
        thread = new Thread(Run) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>Work not yet begun.</summary>
    public int Queued => queue.Count;

    /// <summary>Queues work; false once disposed of.</summary>
    public bool TryPost(IDatabaseWork work)
    {
        try
        {
            return !queue.IsAddingCompleted && queue.TryAdd(work);
        }
        catch (InvalidOperationException)
        {
            return false; // Completed between the question and the addition.
        }
    }

    /// <summary>Does <paramref name="action"/> on the thread.</summary>
    public Task<T> RunAsync<T>(Func<T> action)
    {
        var work = new DatabaseWork<T>(action);
        return TryPost(work) ? work.Task : throw new ObjectDisposedException(thread.Name);
    }

    /// <summary>Does what is queued, then ends the thread.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
    }

    private void Run()
    {
        foreach (var work in queue.GetConsumingEnumerable()) take(work, queue);
    }
}
