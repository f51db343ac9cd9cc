using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>Reads the journal page by page, on the reader's thread.</summary>
internal static class JournalPages
{
    /// <summary>Events per page.</summary>
    public const int Size = 512;

    private const string Columns = "stream_id, seq, shard_id, position, append_id, event_name, version, payload";

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
        while (row.Read()) live.Add(StreamId.OfRow(row.GetString(0)));
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
        while (row.Read()) page.Add(Event(row));
        return page;
    }

    /// <summary>The file holds whatever somebody puts into a column, of whatever type.</summary>
    private static StoredEvent Event(SqliteDataReader row)
    {
        var stream = StreamId.OfRow(row.GetString(0));
        var (append, version) = (row.GetFieldValue<byte[]>(4), row.GetInt64(6));
        var flaw = RowFlaw.Of(stream);
        if (append.Length != 16) flaw ??= "its append identifier has not 16 bytes";
        if (version is < 1 or > int.MaxValue) flaw ??= "its version is no number from 1";
        return new StoredEvent(
            stream, row.GetInt64(1), (int)row.GetInt64(2), row.GetInt64(3), append.Length == 16 ? new Guid(append) : Guid.Empty,
            new EventData(row.GetString(5), (int)Math.Clamp(version, 0, int.MaxValue), row.GetFieldValue<byte[]>(7)))
        {
            Flaw = flaw,
        };
    }
}
