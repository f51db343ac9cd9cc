using ActiveRecording.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>A page of a stream. A node that wakes thousands of entities asks for hundreds of streams at once.</summary>
internal sealed class StreamRead(StreamId stream, long afterSequence) : GroupedWork<List<StoredEvent>>
{
    private const string Sql = """
        SELECT w.i::int - 1, j.seq, j.shard_id, j.position, j.append_id, j.event_name, j.version, j.payload
        FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY w(stream_id, after, i)
        CROSS JOIN LATERAL (
          SELECT * FROM journal s WHERE s.stream_id = w.stream_id AND s.seq > w.after ORDER BY s.seq LIMIT $3) j
        ORDER BY w.i, j.seq
        """;

    public override int Limit => 256;

    private StreamId Stream { get; } = stream;

    private long After { get; } = afterSequence;

    protected override IReadOnlyList<List<StoredEvent>> Answers(
        NpgsqlConnection connection, IReadOnlyList<GroupedWork<List<StoredEvent>>> reads)
    {
        var asked = reads.Cast<StreamRead>().ToList();
        using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. asked.Select(read => read.Stream.ToString())],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. asked.Select(read => read.After)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = JournalRows.PerStreamPage });
        var pages = asked.ConvertAll(_ => new List<StoredEvent>());
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var which = row.GetInt32(0);
            pages[which].Add(JournalRows.Read(row, first: 1, asked[which].Stream));
        }

        return pages;
    }
}
