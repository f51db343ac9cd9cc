using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>A connection that does nothing but insert batches, made while nothing is under way as the journal's lanes do.</summary>
internal sealed class BareInsert : IDisposable
{
    private const string Sql = """
        INSERT INTO bare (stream_id, seq, shard_id, position, epoch, append_id, event_name, version, payload)
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::uuid[], $7::text[], $8::int[], $9::json[])
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly int number;
    private readonly List<string> streams = [];
    private readonly List<long> sequences = [];
    private readonly List<int> shards = [];
    private readonly List<long> positions = [];
    private readonly List<long> epochs = [];
    private readonly List<Guid> appends = [];
    private readonly List<string> names = [];
    private readonly List<int> versions = [];
    private readonly List<ReadOnlyMemory<byte>> payloads = [];
    private long inserted;

    /// <param name="connectionString">Where the table is.</param>
    /// <param name="number">Keeps its keys apart from those of other connections.</param>
    public BareInsert(string connectionString, int number)
    {
        this.number = number;
        connection = new NpgsqlConnection(connectionString);
        connection.Open();
        command = new NpgsqlCommand(Sql, connection);
        Add(streams, NpgsqlDbType.Text);
        Add(sequences, NpgsqlDbType.Bigint);
        Add(shards, NpgsqlDbType.Integer);
        Add(positions, NpgsqlDbType.Bigint);
        Add(epochs, NpgsqlDbType.Bigint);
        Add(appends, NpgsqlDbType.Uuid);
        Add(names, NpgsqlDbType.Text);
        Add(versions, NpgsqlDbType.Integer);
        Add(payloads, NpgsqlDbType.Json);
        command.Prepare();
    }

    public long RunFor(int rowsPerBatch, Stopwatch watch, TimeSpan time)
    {
        var rows = 0L;
        for (; watch.Elapsed < time; rows += rowsPerBatch)
        {
            Fill(rowsPerBatch);
            command.ExecuteNonQuery();
        }

        return rows;
    }

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }

    private void Fill(int count)
    {
        streams.Clear();
        sequences.Clear();
        shards.Clear();
        positions.Clear();
        epochs.Clear();
        appends.Clear();
        names.Clear();
        versions.Clear();
        payloads.Clear();
        for (var row = 0; row < count; row++)
        {
            inserted++;
            streams.Add($"sample/{number}-{row}");
            sequences.Add(inserted);
            shards.Add((2 * (row % 8)) + number);
            positions.Add(inserted);
            epochs.Add(1);
            appends.Add(Guid.NewGuid());
            names.Add(SampleTaken.Stored.Name);
            versions.Add(SampleTaken.Stored.Version);
            payloads.Add(SampleTaken.Stored.Payload);
        }
    }

    private void Add<T>(List<T> column, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });
}
