using ActiveRecording.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>The snapshot of a stream.</summary>
internal sealed class SnapshotRead(StreamId stream) : GroupedWork<StreamSnapshot?>
{
    private const string Sql = "SELECT stream_id, seq, name, version, payload FROM snapshot WHERE stream_id = ANY($1)";

    public override int Limit => 256;

    private StreamId Stream { get; } = stream;

    protected override IReadOnlyList<StreamSnapshot?> Answers(
        NpgsqlConnection connection, IReadOnlyList<GroupedWork<StreamSnapshot?>> reads)
    {
        var asked = reads.Cast<SnapshotRead>().Select(read => read.Stream).ToList();
        using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. asked.Select(one => one.ToString())],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        var found = new Dictionary<StreamId, StreamSnapshot>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var of = StreamId.Parse(row.GetString(0));
            found[of] = new StreamSnapshot(
                of, row.GetInt64(1), new EventData(row.GetString(2), row.GetInt32(3), row.GetFieldValue<byte[]>(4)));
        }

        return asked.ConvertAll(found.GetValueOrDefault);
    }
}
