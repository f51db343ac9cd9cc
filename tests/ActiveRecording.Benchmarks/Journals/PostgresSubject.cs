using System.Diagnostics;
using ActiveRecording.EventSourcing;
using ActiveRecording.Journals.Postgres;
using ActiveRecording.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>A PostgreSQL of our own that waits for the disk, beside it a table without a fence.</summary>
internal sealed class PostgresSubject : IJournalSubject
{
    private readonly PostgresCluster cluster = new(isDurable: true);
    private readonly string connectionString;
    private readonly PostgresDatabase database;
    private readonly List<BareInsert> bare = [];

    public PostgresSubject()
    {
        connectionString = cluster.NewDatabase();
        database = new PostgresDatabase(
            new PostgresOptions { ConnectionString = connectionString }, TimeProvider.System, NullLogger.Instance);
        Journal = new PostgresJournal(database);
        PostgresCluster.Execute(connectionString, "CREATE TABLE bare (LIKE journal INCLUDING ALL)");
    }

    public IJournal Journal { get; }

    public int Connections => new PostgresOptions { ConnectionString = "" }.Lanes;

    public double InsertedPerSecond(int rowsPerBatch, int connections, TimeSpan time)
    {
        while (bare.Count < connections) bare.Add(new BareInsert(connectionString, bare.Count));
        var rows = 0L;
        var watch = Stopwatch.StartNew();
        var threads = bare.Take(connections)
            .Select(insert => new Thread(() => Interlocked.Add(ref rows, insert.RunFor(rowsPerBatch, watch, time)))).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return rows / watch.Elapsed.TotalSeconds;
    }

    public double ReplayedPerSecond() => SampleTaken.ReplayedPerSecond(Journal, AppendLoad.Shards);

    public void Dispose()
    {
        foreach (var insert in bare) insert.Dispose();
        database.Dispose();
        cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
