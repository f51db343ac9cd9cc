using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// The append: one prepared statement, a transaction of its own. It first locks the shards whose epoch is still the
/// writer's, in order of their number; a takeover then waits until the events are visible. A takeover that came first
/// makes the lock wait, and PostgreSQL judges the epoch again on the new row: the shard drops out, and nothing is
/// stored for it. A weaker lock, or none, or a lock and a snapshot older than it, loses events (see the ADR).
/// </summary>
internal sealed class FencedAppend : IDisposable
{
    private const string Sql = """
        WITH live AS MATERIALIZED (
          SELECT s.shard_id, s.epoch
          FROM unnest($1::int[], $2::bigint[]) w(shard_id, epoch)
          JOIN shard s ON s.shard_id = w.shard_id AND s.epoch = w.epoch
          ORDER BY s.shard_id
          FOR SHARE OF s),
        ins AS (
          INSERT INTO journal (stream_id, seq, shard_id, position, epoch, append_id, event_name, version, payload)
          SELECT e.stream_id, e.seq, e.shard_id, e.position, l.epoch, e.append_id, e.event_name, e.version, e.payload
          FROM unnest($3::text[], $4::bigint[], $5::int[], $6::bigint[], $7::uuid[], $8::text[], $9::int[], $10::json[])
               e(stream_id, seq, shard_id, position, append_id, event_name, version, payload)
          JOIN live l ON l.shard_id = e.shard_id),
        born AS (
          INSERT INTO live_stream (stream_id, shard_id)
          SELECT b.stream_id, b.shard_id FROM unnest($11::text[], $12::int[]) b(stream_id, shard_id)
          JOIN live l ON l.shard_id = b.shard_id
          ON CONFLICT DO NOTHING),
        ended AS (
          DELETE FROM live_stream g USING unnest($13::text[], $14::int[]) d(stream_id, shard_id)
          JOIN live l ON l.shard_id = d.shard_id
          WHERE g.stream_id = d.stream_id)
        SELECT shard_id FROM live
        """;

    private readonly NpgsqlCommand command;

    /// <summary>Prepares the statement with the columns that each batch will fill.</summary>
    public FencedAppend(NpgsqlConnection connection, AppendRows rows)
    {
        command = new NpgsqlCommand(Sql, connection);
        Add(rows.Shards, NpgsqlDbType.Integer);
        Add(rows.Epochs, NpgsqlDbType.Bigint);
        Add(rows.Streams, NpgsqlDbType.Text);
        Add(rows.Sequences, NpgsqlDbType.Bigint);
        Add(rows.EventShards, NpgsqlDbType.Integer);
        Add(rows.Positions, NpgsqlDbType.Bigint);
        Add(rows.AppendIds, NpgsqlDbType.Uuid);
        Add(rows.Names, NpgsqlDbType.Text);
        Add(rows.Versions, NpgsqlDbType.Integer);
        Add(rows.Payloads, NpgsqlDbType.Json);
        Add(rows.Born, NpgsqlDbType.Text);
        Add(rows.BornShards, NpgsqlDbType.Integer);
        Add(rows.Ended, NpgsqlDbType.Text);
        Add(rows.EndedShards, NpgsqlDbType.Integer);
        command.Prepare();
    }

    /// <summary>
    /// The shards whose events are stored. They are known before the commit, so nothing may be acknowledged until this
    /// has returned.
    /// </summary>
    public HashSet<int> Execute()
    {
        var live = new HashSet<int>();
        using var row = command.ExecuteReader();
        while (row.Read()) live.Add(row.GetInt32(0));
        while (row.NextResult())
        {
        }

        return live;
    }

    public void Dispose() => command.Dispose();

    private void Add<T>(List<T> column, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });
}
