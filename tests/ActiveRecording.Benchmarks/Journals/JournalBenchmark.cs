using ActiveRecording.Benchmarks.Passivation;
using ActiveRecording.Tests;

namespace ActiveRecording.Benchmarks.Journals;

/// <summary>
/// Events appended per second by many entities at once, each of which waits for its append as a call does, against a
/// bare insert of the same rows: one table with the same keys, as many rows per batch as the journal made of its appends
/// in the round before, as many connections, the same durability, nothing else to do. Rounds alternate; medians are
/// reported, ratios being those of rounds next to each other.
/// </summary>
internal static class JournalBenchmark
{
    private const int Rounds = 15;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(500);

    public static BenchmarkResult Run()
    {
        var (metrics, baseline, ratio) = (new Dictionary<string, double>(), new Dictionary<string, double>(), new Dictionary<string, double>());
        metrics["bytesPerPassivatedEntity"] = Math.Max(0, PassivatedEntities.Measure(entities: 10_000).BytesPerEntity);
        using (var sqlite = new SqliteSubject())
        {
            var measured = Compare(sqlite, streams: 1_024);
            (metrics["sqliteEventsPerSecond"], baseline["sqliteInsertedPerSecond"], ratio["sqlite"]) = measured;
            metrics["sqliteReplayEventsPerSecond"] = sqlite.ReplayedPerSecond();
        }

        if (PostgresCluster.Binaries is null)
        {
            System.Console.Error.WriteLine("PostgreSQL is not installed (apt-get install postgresql): its figures are left out.");
            return new("journal", metrics, baseline, ratio);
        }

        using var postgres = new PostgresSubject();
        foreach (var (streams, suffix) in new[] { (1, "1Stream"), (64, "64Streams"), (1_024, ""), (10_000, "10000Streams") })
        {
            (metrics[$"postgresEventsPerSecond{suffix}"], baseline[$"postgresInsertedPerSecond{suffix}"], ratio[$"postgres{suffix}"]) =
                Compare(postgres, streams);
        }

        metrics["replayEventsPerSecond"] = postgres.ReplayedPerSecond();
        return new("journal", metrics, baseline, ratio);
    }

    private static (double Ours, double Bare, double Ratio) Compare(IJournalSubject subject, int streams)
    {
        var load = new AppendLoad(subject, streams);
        load.Run(Round);
        var samples = new List<(double Ours, double Bare)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (perSecond, perBatch) = load.Run(Round);
            samples.Add((perSecond, subject.InsertedPerSecond(Math.Max(1, (int)Math.Round(perBatch)), Math.Min(streams, subject.Connections), Round)));
        }

        return (
            Measured.Median([.. samples.Select(one => one.Ours)]),
            Measured.Median([.. samples.Select(one => one.Bare)]),
            Measured.Median([.. samples.Select(one => one.Ours / one.Bare)]));
    }
}
