using ActiveRecording.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>What a lane has to read before it can append.</summary>
internal static class LaneReads
{
    private const string StreamsSql = """
        SELECT w.stream_id,
               coalesce((SELECT max(j.seq) FROM journal j WHERE j.stream_id = w.stream_id), 0),
               EXISTS (SELECT 1 FROM live_stream l WHERE l.stream_id = w.stream_id)
        FROM unnest($1::text[]) w(stream_id)
        """;

    private const string PositionsSql = """
        SELECT w.shard_id, coalesce((SELECT max(j.position) FROM journal j WHERE j.shard_id = w.shard_id), 0)
        FROM unnest($1::int[]) w(shard_id)
        """;

    private const string ContainsSql =
        "SELECT EXISTS (SELECT 1 FROM journal WHERE stream_id = $1 AND seq = $2 AND append_id = $3)";

    public static void Streams(NpgsqlConnection connection, IEnumerable<string> wanted, LaneStreams streams)
    {
        using var command = new NpgsqlCommand(StreamsSql, connection);
        command.Parameters.Add(
            new NpgsqlParameter<string[]> { TypedValue = [.. wanted], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        using var row = command.ExecuteReader();
        while (row.Read()) streams.Set(row.GetString(0), row.GetInt64(1), row.GetBoolean(2));
    }

    public static void Positions(NpgsqlConnection connection, IEnumerable<int> wanted, LaneShards shards)
    {
        using var command = new NpgsqlCommand(PositionsSql, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. wanted] });
        using var row = command.ExecuteReader();
        while (row.Read()) shards.SetPosition(row.GetInt32(0), row.GetInt64(1));
    }

    public static bool Contains(NpgsqlConnection connection, StreamAppend append)
    {
        using var command = new NpgsqlCommand(ContainsSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = append.Stream.ToString() });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = append.ExpectedSequence + 1 });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = append.AppendId });
        return (bool)command.ExecuteScalar()!;
    }
}
