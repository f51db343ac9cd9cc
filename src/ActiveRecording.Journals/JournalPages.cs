using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>Reads the journal page by page, on the reader's thread.</summary>
internal static class JournalPages
{
    /// <summary>Events per page.</summary>
    public const int Size = 512;

    private const string Columns = "stream_id, seq, shard_id, position, append_id, event_name, version, payload";

    public static List<StoredEvent> OfStream(SqliteConnection connection, StreamId stream, long afterSequence)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Columns} FROM journal WHERE stream_id = $stream AND seq > $after ORDER BY seq LIMIT $size";
        command.Parameters.AddWithValue("$stream", stream.ToString());
        command.Parameters.AddWithValue("$after", afterSequence);
        return Read(command);
    }

    public static List<StoredEvent> OfShard(SqliteConnection connection, int shard, long afterPosition)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Columns} FROM journal WHERE shard_id = $shard AND position > $after ORDER BY position LIMIT $size";
        command.Parameters.AddWithValue("$shard", shard);
        command.Parameters.AddWithValue("$after", afterPosition);
        return Read(command);
    }

    public static IReadOnlyList<StreamId> Live(SqliteConnection connection, int shard)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT stream_id FROM live_stream WHERE shard_id = $shard ORDER BY stream_id";
        command.Parameters.AddWithValue("$shard", shard);
        using var row = command.ExecuteReader();
        var live = new List<StreamId>();
        while (row.Read()) live.Add(StreamId.Parse(row.GetString(0)));
        return live;
    }

    public static bool Contains(SqliteConnection connection, StreamAppend append)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT EXISTS (SELECT 1 FROM journal WHERE stream_id = $stream AND seq = $seq AND append_id = $append)";
        command.Parameters.AddWithValue("$stream", append.Stream.ToString());
        command.Parameters.AddWithValue("$seq", append.ExpectedSequence + 1);
        command.Parameters.AddWithValue("$append", append.AppendId.ToByteArray());
        return (long)command.ExecuteScalar()! == 1;
    }

    private static List<StoredEvent> Read(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$size", Size);
        using var row = command.ExecuteReader();
        var page = new List<StoredEvent>();
        while (row.Read())
        {
            page.Add(new StoredEvent(
                StreamId.Parse(row.GetString(0)), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3),
                new Guid(row.GetFieldValue<byte[]>(4)),
                new EventData(row.GetString(5), row.GetInt32(6), row.GetFieldValue<byte[]>(7))));
        }

        return page;
    }
}
