using System.Diagnostics;
using ActiveRecording.EventSourcing;
using ActiveRecording.Journals;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>An embedded database in a temporary folder, beside it a table without a fence.</summary>
internal sealed class SqliteSubject : IJournalSubject
{
    private const string Insert = """
        INSERT INTO bare (stream_id, seq, shard_id, position, epoch, append_id, event_name, version, payload, at)
        VALUES ($stream, $seq, $shard, $position, 1, $append, $name, $version, $payload, 0)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-journal-");
    private readonly SqliteDatabase database;
    private readonly SqliteConnection bare;
    private long inserted;

    public SqliteSubject()
    {
        database = new SqliteDatabase(
            new SqliteOptions { Path = Path.Combine(folder.FullName, "journal.db"), ReserveBytes = 0 }, TimeProvider.System, NullLogger.Instance);
        Journal = new SqliteJournal(database);
        bare = new SqliteConnection($"Data Source={folder.FullName}/bare.db;Pooling=false");
        bare.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("""
            CREATE TABLE bare (
              stream_id TEXT NOT NULL, seq INTEGER NOT NULL, shard_id INTEGER NOT NULL, position INTEGER NOT NULL, epoch INTEGER NOT NULL,
              append_id BLOB NOT NULL, event_name TEXT NOT NULL, version INTEGER NOT NULL, payload TEXT NOT NULL, at INTEGER NOT NULL);
            CREATE UNIQUE INDEX bare_stream ON bare (stream_id, seq);
            CREATE UNIQUE INDEX bare_position ON bare (shard_id, position);
            """);
    }

    public IJournal Journal { get; }

    public int Connections => 1;

    public double InsertedPerSecond(int rowsPerBatch, int connections, TimeSpan time)
    {
        using var command = bare.CreateCommand();
        command.CommandText = Insert;
        foreach (var name in new[] { "$stream", "$seq", "$shard", "$position", "$append", "$name", "$version", "$payload" })
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        var payload = System.Text.Encoding.UTF8.GetString(SampleTaken.Stored.Payload.Span);
        var watch = Stopwatch.StartNew();
        var rows = 0L;
        for (; watch.Elapsed < time; rows += rowsPerBatch)
        {
            Execute("BEGIN IMMEDIATE");
            for (var row = 0; row < rowsPerBatch; row++, inserted++)
            {
                object[] values =
                [
                    $"sample/{row}", inserted + 1, row % AppendLoad.Shards, inserted + 1, Guid.NewGuid().ToByteArray(),
                    SampleTaken.Stored.Name, SampleTaken.Stored.Version, payload,
                ];
                for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
                command.ExecuteNonQuery();
            }

            Execute("COMMIT");
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    public double ReplayedPerSecond() => SampleTaken.ReplayedPerSecond(Journal, AppendLoad.Shards);

    public void Dispose()
    {
        bare.Dispose();
        database.Dispose();
        folder.Delete(recursive: true);
    }

    private void Execute(string sql)
    {
        using var command = bare.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
