using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>
/// What an entity reads when it is loaded, prepared once: a start loads thousands. On the reader's thread.
/// </summary>
internal sealed class StreamReads : IDisposable
{
    private readonly SqliteCommand events;
    private readonly SqliteCommand snapshot;

    public StreamReads(SqliteConnection connection)
    {
        events = Command(connection, """
            SELECT seq, shard_id, position, append_id, event_name, version, payload
            FROM journal WHERE stream_id = $stream AND seq > $after ORDER BY seq LIMIT $size
            """);
        events.Parameters.Add("$after", SqliteType.Integer);
        events.Parameters.AddWithValue("$size", JournalPages.Size);
        snapshot = Command(connection, "SELECT seq, name, version, payload FROM snapshot WHERE stream_id = $stream");
    }

    /// <summary>A page of a stream.</summary>
    public List<StoredEvent> Events(StreamId stream, long afterSequence)
    {
        events.Parameters[0].Value = stream.ToString();
        events.Parameters[1].Value = afterSequence;
        var page = new List<StoredEvent>();
        using var row = events.ExecuteReader();
        while (row.Read()) page.Add(JournalPages.Event(row, first: 0, stream));
        return page;
    }

    /// <summary>The newest snapshot of a stream; null if there is none.</summary>
    public StreamSnapshot? Snapshot(StreamId stream)
    {
        snapshot.Parameters[0].Value = stream.ToString();
        using var row = snapshot.ExecuteReader();
        if (!row.Read()) return null;
        return new StreamSnapshot(
            stream, row.GetInt64(0), new EventData(row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)));
    }

    public void Dispose()
    {
        events.Dispose();
        snapshot.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$stream", SqliteType.Text);
        return command;
    }
}
