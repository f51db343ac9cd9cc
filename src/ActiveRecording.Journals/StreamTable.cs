using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>
/// The last sequence number of each stream, and whether it is listed as live. Remembered for the streams in use: while
/// the fence holds, nobody else writes them.
/// </summary>
internal sealed class StreamTable : IDisposable
{
    private const int Remembered = 65_536;
    private readonly Dictionary<string, (long Sequence, bool IsLive)> known = new(StringComparer.Ordinal);
    private readonly SqliteCommand lastSequence;
    private readonly SqliteCommand enlist;
    private readonly SqliteCommand strike;

    public StreamTable(SqliteConnection connection)
    {
        lastSequence = Command(connection, "SELECT coalesce(max(seq), 0) FROM journal WHERE stream_id = $stream");
        enlist = Command(connection, "INSERT OR IGNORE INTO live_stream (stream_id, shard_id) VALUES ($stream, $shard)");
        enlist.Parameters.Add("$shard", SqliteType.Integer);
        strike = Command(
            connection, "DELETE FROM live_stream WHERE stream_id = $stream; DELETE FROM snapshot WHERE stream_id = $stream");
    }

    public long LastSequence(string stream)
    {
        if (known.TryGetValue(stream, out var found)) return found.Sequence;
        lastSequence.Parameters[0].Value = stream;
        var sequence = (long)lastSequence.ExecuteScalar()!;
        if (known.Count >= Remembered) known.Clear();
        known[stream] = (sequence, false);
        return sequence;
    }

    public void Appended(string stream, long sequence, int shard, bool ended)
    {
        var wasLive = known[stream].IsLive;
        if (ended)
        {
            strike.Parameters[0].Value = stream;
            strike.ExecuteNonQuery();
        }
        else if (!wasLive)
        {
            enlist.Parameters[0].Value = stream;
            enlist.Parameters[1].Value = shard;
            enlist.ExecuteNonQuery();
        }

        known[stream] = (sequence, !ended);
    }

    /// <summary>After a rollback or takeover nothing remembered counts.</summary>
    public void Forget() => known.Clear();

    public void Dispose()
    {
        lastSequence.Dispose();
        enlist.Dispose();
        strike.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$stream", SqliteType.Text);
        return command;
    }
}
