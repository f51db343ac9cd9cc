using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>The shards' epochs as the database has them, and the positions this writer gives while it holds them.</summary>
internal sealed class ShardTable : IDisposable
{
    private readonly Dictionary<int, long> held = [];
    private readonly Dictionary<int, long> epochs = [];
    private readonly Dictionary<int, long> positions = [];
    private readonly SqliteCommand read;
    private readonly SqliteCommand bump;
    private readonly SqliteCommand lastPosition;

    public ShardTable(SqliteConnection connection, string owner)
    {
        read = connection.CreateCommand();
        read.CommandText = "SELECT shard_id, epoch FROM shard";
        bump = connection.CreateCommand();
        bump.CommandText = """
            INSERT INTO shard (shard_id, epoch, owner) VALUES ($shard, 1, $owner)
            ON CONFLICT (shard_id) DO UPDATE SET epoch = epoch + 1, owner = $owner RETURNING epoch
            """;
        bump.Parameters.AddWithValue("$owner", owner);
        bump.Parameters.Add("$shard", SqliteType.Integer);
        lastPosition = connection.CreateCommand();
        lastPosition.CommandText = "SELECT coalesce(max(position), 0) FROM journal WHERE shard_id = $shard";
        lastPosition.Parameters.Add("$shard", SqliteType.Integer);
    }

    /// <summary>The epoch this writer holds the shard with: the one it has, if nobody bumped it, else a new one.</summary>
    public ShardEpoch TakeOver(int shard)
    {
        ReadEpochs();
        if (held.TryGetValue(shard, out var epoch) && epochs.GetValueOrDefault(shard) == epoch) return new(shard, epoch);
        bump.Parameters["$shard"].Value = shard;
        held[shard] = epoch = (long)bump.ExecuteScalar()!;
        positions.Remove(shard);
        return new ShardEpoch(shard, epoch);
    }

    /// <summary>Reads every epoch; in a writing transaction, so that they hold until its end.</summary>
    public void ReadEpochs()
    {
        epochs.Clear();
        using var row = read.ExecuteReader();
        while (row.Read()) epochs[row.GetInt32(0)] = row.GetInt64(1);
    }

    /// <summary>Whether the epoch is the current one, as of <see cref="ReadEpochs"/>.</summary>
    public bool Holds(ShardEpoch fence) => epochs.TryGetValue(fence.Shard, out var epoch) && epoch == fence.Epoch;

    public long NextPosition(int shard)
    {
        if (!positions.TryGetValue(shard, out var last))
        {
            lastPosition.Parameters["$shard"].Value = shard;
            last = (long)lastPosition.ExecuteScalar()!;
        }

        return positions[shard] = last + 1;
    }

    /// <summary>After a rollback the positions given in it are free again.</summary>
    public void ForgetPositions() => positions.Clear();

    public void Dispose()
    {
        read.Dispose();
        bump.Dispose();
        lastPosition.Dispose();
    }
}
