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

    /// <summary>What <see cref="Read"/> reads, of a journal called j.</summary>
    public const string Columns =
        "j.stream_id, j.seq, j.shard_id, j.position, j.append_id, j.event_name, j.version, j.payload";

    private const string ShardSql =
        $"SELECT {Columns} FROM journal j WHERE j.shard_id = $1 AND j.position > $2 ORDER BY j.position LIMIT $3";

    /// <param name="row">A row.</param>
    /// <param name="first">Where the columns begin.</param>
    public static StoredEvent Read(NpgsqlDataReader row, int first) => new(
        StreamId.Parse(row.GetString(first)), row.GetInt64(first + 1), row.GetInt32(first + 2), row.GetInt64(first + 3),
        row.GetGuid(first + 4),
        new EventData(row.GetString(first + 5), row.GetInt32(first + 6), row.GetFieldValue<byte[]>(first + 7)));

    public static List<StoredEvent> OfShard(NpgsqlConnection connection, int shard, long afterPosition)
    {
        using var command = new NpgsqlCommand(ShardSql, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PerShardPage });
        var page = new List<StoredEvent>();
        using var row = command.ExecuteReader();
        while (row.Read()) page.Add(Read(row, first: 0));
        return page;
    }

    public static IReadOnlyList<StreamId> Live(NpgsqlConnection connection, int shard)
    {
        using var command = new NpgsqlCommand("SELECT stream_id FROM live_stream WHERE shard_id = $1 ORDER BY stream_id", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard });
        var live = new List<StreamId>();
        using var row = command.ExecuteReader();
        while (row.Read()) live.Add(StreamId.Parse(row.GetString(0)));
        return live;
    }
}
