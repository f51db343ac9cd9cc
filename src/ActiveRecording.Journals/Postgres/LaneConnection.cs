using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// The connection of a lane, made anew when it broke. After an append of unknown outcome the first thing a new
/// connection does is to bump the epochs of the shards that are still this writer's: from then on, what was not stored
/// will not be.
/// </summary>
internal sealed class LaneConnection(
    PostgresConnections connections, string owner, int lane, LaneShards shards, AppendRows rows, TimeProvider time, ILogger log)
    : IDisposable
{
    /// <summary>While the database cannot be reached, what is asked in between is refused without another attempt.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly string name = $"{owner}#{lane}";
    private NpgsqlConnection? connection;
    private FencedAppend? append;
    private bool isSuspect;
    private bool isLost;
    private long lastAttempt;
    private Exception? lastFailure;

    /// <summary>The append, prepared; after <see cref="Open"/>.</summary>
    public FencedAppend Append => append!;

    /// <summary>The connection as it is, or a new one.</summary>
    public NpgsqlConnection Open()
    {
        if (connection is { State: ConnectionState.Open }) return connection;
        Close();
        if (lastFailure is not null && time.GetElapsedTime(lastAttempt) < BetweenAttempts)
            throw new NpgsqlException("The database cannot be reached", lastFailure);
        try
        {
            connection = connections.Open(name);
            if (isSuspect) Reclaim(connection);
            append = new FencedAppend(connection, rows);
            (isLost, lastFailure) = (false, null);
            return connection;
        }
        catch (Exception exception)
        {
            (lastAttempt, lastFailure) = (time.GetTimestamp(), exception);
            Close();
            if (!isLost) log.DatabaseLost(exception);
            isLost = true;
            throw;
        }
    }

    /// <summary>An append may or may not be stored now, or later: what the connection left behind must end.</summary>
    public void Suspect()
    {
        isSuspect = true;
        Close();
    }

    /// <summary>Closes it; the next use opens another.</summary>
    public void Close()
    {
        append?.Dispose();
        connection?.Dispose();
        (append, connection) = (null, null);
    }

    public void Dispose() => Close();

    private void Reclaim(NpgsqlConnection opened)
    {
        var before = shards.All;
        ShardOwnership.EndOwnConnections(opened, name);
        var epochs = ShardOwnership.Reclaim(opened, before, owner);
        foreach (var shard in before)
        {
            if (epochs.TryGetValue(shard, out var epoch)) shards.Rise(shard, epoch);
            else shards.Lose(shard);
        }

        isSuspect = false;
        log.DatabaseFound(lane, epochs.Count, before.Length - epochs.Count);
    }
}
