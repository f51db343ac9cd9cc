using ActiveRecording.EventSourcing;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Reads events from rows of the journal, and what is read of it besides streams.</summary>
internal static class JournalRows
{
    /// <summary>Events of a stream per page; many streams are read at once.</summary>
    public const int PerStreamPage = 512;

    /// <summary>Events of a shard per page.</summary>
    public const int PerShardPage = 4_096;

    private const string ShardSql = """
        SELECT stream_id, seq, shard_id, position, append_id, event_name, version, payload
        FROM journal WHERE shard_id = $1 AND position > $2 ORDER BY position LIMIT $3
        """;

    /// <param name="row">A row.</param>
    /// <param name="first">Where the columns begin: number, shard, position, append, name, version, payload.</param>
    /// <param name="stream">Whose event it is.</param>
    public static StoredEvent Read(NpgsqlDataReader row, int first, StreamId stream) => new(
        stream, row.GetInt64(first), row.GetInt32(first + 1), row.GetInt64(first + 2), row.GetGuid(first + 3),
        new EventData(row.GetString(first + 4), row.GetInt32(first + 5), row.GetFieldValue<byte[]>(first + 6)))
    {
        Flaw = RowFlaw.Of(stream),
    };

    public static List<StoredEvent> OfShard(NpgsqlConnection connection, int shard, long afterPosition)
    {
        using var command = new NpgsqlCommand(ShardSql, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PerShardPage });
        var page = new List<StoredEvent>();
        using var row = command.ExecuteReader();
        while (row.Read()) page.Add(Read(row, first: 1, StreamId.OfRow(row.GetString(0))));
        return page;
    }

    public static IReadOnlyList<StreamId> Live(NpgsqlConnection connection, int shard)
    {
        using var command = new NpgsqlCommand("SELECT stream_id FROM live_stream WHERE shard_id = $1 ORDER BY stream_id", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard });
        var live = new List<StreamId>();
        using var row = command.ExecuteReader();
        while (row.Read()) live.Add(StreamId.OfRow(row.GetString(0)));
        return live;
    }
}
