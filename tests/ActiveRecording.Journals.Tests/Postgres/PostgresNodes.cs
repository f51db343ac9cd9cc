using ActiveRecording.Journals.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>Writers on one database of the test's own; closed afterwards.</summary>
public sealed class PostgresNodes(PostgresServer server) : IDisposable
{
    private readonly List<PostgresDatabase> open = [];

    /// <summary>The database.</summary>
    public string ConnectionString { get; } = server.NewDatabase();

    /// <summary>A further writer.</summary>
    public PostgresDatabase Open(string owner = "node", Func<PostgresOptions, PostgresOptions>? with = null)
    {
        var options = new PostgresOptions { ConnectionString = ConnectionString, Owner = owner };
        var database = new PostgresDatabase(with?.Invoke(options) ?? options, TimeProvider.System, NullLogger.Instance);
        open.Add(database);
        return database;
    }

    public void Execute(string sql) => PostgresServer.Execute(ConnectionString, sql);

    public List<T> Query<T>(string sql) => PostgresServer.Query<T>(ConnectionString, sql);

    /// <summary>Streams whose sequence numbers, or shards whose positions, are not 1, 2, 3, …</summary>
    public List<string> Gaps() => Query<string>(
        """
        SELECT stream_id FROM journal GROUP BY stream_id HAVING min(seq) <> 1 OR max(seq) <> count(*)
        UNION ALL
        SELECT 'shard ' || shard_id FROM journal GROUP BY shard_id HAVING min(position) <> 1 OR max(position) <> count(*)
        """);

    public void Dispose()
    {
        foreach (var database in open) database.Dispose();
    }
}
