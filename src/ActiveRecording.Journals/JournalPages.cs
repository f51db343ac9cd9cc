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
        while (row.Read()) page.Add(Event(row, first: 1, StreamId.OfRow(row.GetString(0))));
        return page;
    }

    /// <summary>The file holds whatever somebody puts into a column, of whatever type.</summary>
    /// <param name="row">A row.</param>
    /// <param name="first">Where the columns begin: number, shard, position, append, name, version, payload.</param>
    /// <param name="stream">Whose event it is.</param>
    public static StoredEvent Event(SqliteDataReader row, int first, StreamId stream)
    {
        var (append, version) = (row.GetFieldValue<byte[]>(first + 3), row.GetInt64(first + 5));
        var flaw = RowFlaw.Of(stream);
        if (append.Length != 16) flaw ??= "its append identifier has not 16 bytes";
        if (version is < 1 or > int.MaxValue) flaw ??= "its version is no number from 1";
        return new StoredEvent(
            stream, row.GetInt64(first), (int)row.GetInt64(first + 1), row.GetInt64(first + 2),
            append.Length == 16 ? new Guid(append) : Guid.Empty,
            new EventData(row.GetString(first + 4), (int)Math.Clamp(version, 0, int.MaxValue), row.GetFieldValue<byte[]>(first + 6)))
        {
            Flaw = flaw,
        };
    }
}
