using Microsoft.Extensions.Logging;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// This node's connections to the database that nodes share: lanes that append, one connection that wakes entities, one
/// for projections and lists, one that writes snapshots and read models, and one for the cluster's members, which waits
/// for none of the others.
/// </summary>
public sealed class PostgresDatabase : IDisposable
{
    private const int OwnerLength = 32;
    private readonly PostgresConnections connections;

    /// <summary>Connects and makes the tables, or brings them up to date.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached, or does not let this user in or make tables.</exception>
    /// <exception cref="InvalidOperationException">It is not a journal for this program as configured.</exception>
    public PostgresDatabase(PostgresOptions options, TimeProvider time, ILogger log)
    {
        connections = new PostgresConnections(options);
        using (var first = connections.Open("active-recording migration")) PostgresMigration.Run(first, options.Shards, log);
        Owner = $"{Plain(options.Owner)}/{Guid.NewGuid().ToString("N")[..8]}";
        Lanes = [.. Enumerable.Range(0, options.Lanes).Select(lane => new PostgresLane(options, connections, Owner, lane, time, log))];
        Entities = new PostgresClient(connections, Owner, "entities");
        Projections = new PostgresClient(connections, Owner, "projections");
        Models = new PostgresClient(connections, Owner, "models");
        Members = new PostgresClient(connections, Owner, "members");
    }

    /// <summary>What this writer calls itself in the table of shards: its name and a number drawn at its start.</summary>
    public string Owner { get; }

    internal IReadOnlyList<PostgresLane> Lanes { get; }

    /// <summary>Reads the streams of entities that wake.</summary>
    internal PostgresClient Entities { get; }

    /// <summary>Reads shards and lists.</summary>
    internal PostgresClient Projections { get; }

    /// <summary>Writes read models and snapshots.</summary>
    internal PostgresClient Models { get; }

    /// <summary>Reads and changes who is in the cluster.</summary>
    internal PostgresClient Members { get; }

    /// <summary>Where it is, without the password.</summary>
    public static string TargetOf(PostgresOptions options) => new PostgresConnections(options).Target;

    /// <summary>Done when the database has answered.</summary>
    /// <exception cref="Npgsql.NpgsqlException">It cannot be reached.</exception>
    public Task PingAsync(CancellationToken stop) => Members.RunWantedAsync(
        static connection =>
        {
            using var command = new Npgsql.NpgsqlCommand("SELECT 1", connection);
            return command.ExecuteScalar();
        },
        stop);

    internal PostgresLane LaneOf(int shard) => Lanes[shard % Lanes.Count];

    /// <summary>Finishes what is queued and closes the connections.</summary>
    public void Dispose()
    {
        foreach (var lane in Lanes) lane.Dispose();
        Entities.Dispose();
        Projections.Dispose();
        Models.Dispose();
        Members.Dispose();
    }

    /// <summary>The server keeps only plain characters of an application's name; lanes are told apart by a number sign.</summary>
    private static string Plain(string owner) =>
        string.Concat(owner.Take(OwnerLength).Select(letter => letter is > ' ' and < '\x7f' and not '#' and not '/' ? letter : '_'));
}
