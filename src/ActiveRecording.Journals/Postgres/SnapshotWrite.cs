using ActiveRecording.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// A snapshot to be kept, unless one at least as new is there, or to be dropped. Thousands of calls keep theirs, and none
/// is worth a commit of its own.
/// </summary>
internal sealed class SnapshotWrite : GroupedWork<bool>
{
    /// <summary>Works that may wait: a snapshot is not worth more memory, and another one comes.</summary>
    public const int Queued = 16_384;

    private const string Drop = "DELETE FROM snapshot WHERE stream_id = ANY($1)";

    private const string Keep = """
        INSERT INTO snapshot (stream_id, seq, name, version, payload)
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[], $5::json[])
        ON CONFLICT (stream_id) DO UPDATE SET
          seq = excluded.seq, name = excluded.name, version = excluded.version, payload = excluded.payload, at = excluded.at
        WHERE snapshot.seq < excluded.seq
        """;

    private readonly string stream;
    private readonly StreamSnapshot? snapshot;

    private SnapshotWrite(StreamId stream, StreamSnapshot? snapshot) => (this.stream, this.snapshot) = (stream.ToString(), snapshot);

    public override int Limit => 256;

    /// <summary>Keeps it.</summary>
    public static SnapshotWrite Of(StreamSnapshot snapshot) => new(snapshot.Stream, snapshot);

    /// <summary>The stream has ended: nobody replays it to go on.</summary>
    public static SnapshotWrite DropOf(StreamId stream) => new(stream, null);

    protected override IReadOnlyList<bool> Answers(NpgsqlConnection connection, IReadOnlyList<GroupedWork<bool>> reads)
    {
        // The last word on a stream counts, and of two snapshots the newer one.
        var last = new Dictionary<string, StreamSnapshot?>(StringComparer.Ordinal);
        foreach (var write in reads.Cast<SnapshotWrite>())
        {
            if (write.snapshot is null || last.GetValueOrDefault(write.stream) is not { } known || known.Sequence < write.snapshot.Sequence)
                last[write.stream] = write.snapshot;
        }

        using var batch = new NpgsqlBatch(connection);
        var dropped = last.Where(one => one.Value is null).Select(one => one.Key).Order(StringComparer.Ordinal).ToArray();
        if (dropped.Length > 0) batch.BatchCommands.Add(Command(Drop, Column(dropped, NpgsqlDbType.Text)));
        var kept = last.Where(one => one.Value is not null).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value!).ToList();
        if (kept.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                Keep,
                Column([.. kept.Select(one => one.Stream.ToString())], NpgsqlDbType.Text),
                Column([.. kept.Select(one => one.Sequence)], NpgsqlDbType.Bigint),
                Column([.. kept.Select(one => one.Data.Name)], NpgsqlDbType.Text),
                Column([.. kept.Select(one => one.Data.Version)], NpgsqlDbType.Integer),
                Column([.. kept.Select(one => one.Data.Payload)], NpgsqlDbType.Json)));
        }

        batch.ExecuteNonQuery();
        return [.. reads.Select(_ => true)];
    }

    private static NpgsqlBatchCommand Command(string sql, params IEnumerable<NpgsqlParameter> columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns) command.Parameters.Add(column);
        return command;
    }

    private static NpgsqlParameter<T[]> Column<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
