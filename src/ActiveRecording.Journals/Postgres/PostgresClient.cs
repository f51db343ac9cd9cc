using System.Data;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// A connection that reads, or writes what may be written twice, on a thread of its own. When it breaks, another one is
/// tried once: a server that was restarted meanwhile is noticed only by using the connection.
/// </summary>
internal sealed class PostgresClient : IDisposable
{
    private readonly PostgresConnections connections;
    private readonly string name;
    private readonly DatabaseThread thread;
    private NpgsqlConnection? connection;

    public PostgresClient(PostgresConnections connections, string owner, string purpose)
    {
        (this.connections, name) = (connections, $"{owner} {purpose}");
        thread = new DatabaseThread($"journal-{purpose}", Take);
    }

    /// <summary>Does <paramref name="action"/> on the thread; it may be done twice.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, T> action) => thread.RunAsync(() => Run(action));

    /// <summary>As <see cref="RunAsync"/>, unless nobody waits for it any more by then.</summary>
    public Task<T> RunWantedAsync<T>(Func<NpgsqlConnection, T> action, CancellationToken stop) => thread.RunAsync(() =>
    {
        stop.ThrowIfCancellationRequested();
        return Run(action);
    });

    /// <summary>As <see cref="RunWantedAsync"/>, but once: when it fails, what it wrote may be stored or not.</summary>
    public Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, T> action, CancellationToken stop) => thread.RunAsync(() =>
    {
        stop.ThrowIfCancellationRequested();
        return action(Open());
    });

    /// <summary>Queues a question that is asked together with others of its kind.</summary>
    /// <param name="read">The question.</param>
    /// <param name="limit">Works that may wait before it.</param>
    public Task<T> AskAsync<T>(GroupedWork<T> read, int limit = int.MaxValue) =>
        thread.TryPost(read, limit) ? read.Task : Task.FromException<T>(new InvalidOperationException($"{name} is closed, or too much waits for it"));

    /// <summary>On the thread.</summary>
    public T Run<T>(Func<NpgsqlConnection, T> action)
    {
        for (var wasOpen = connection is { State: ConnectionState.Open }; ; wasOpen = false)
        {
            try
            {
                return action(Open());
            }
            catch (Exception exception) when (wasOpen && new PostgresFailure(exception).IsUnknown && PostgresFailure.Is(exception))
            {
                connection?.Dispose();
                connection = null;
            }
        }
    }

    public void Dispose()
    {
        thread.Dispose();
        connection?.Dispose();
    }

    private NpgsqlConnection Open()
    {
        if (connection is { State: ConnectionState.Open }) return connection;
        connection?.Dispose();
        return connection = connections.Open(name);
    }

    private void Take(IReadOnlyList<IDatabaseWork> works)
    {
        foreach (var group in works.OfType<IGroupedWork>().GroupBy(read => read.Kind))
        {
            foreach (var chunk in group.Chunk(group.First().Limit)) chunk[0].Execute(chunk, this);
        }

        foreach (var work in works)
        {
            if (work is not IGroupedWork) work.Execute();
        }
    }
}
