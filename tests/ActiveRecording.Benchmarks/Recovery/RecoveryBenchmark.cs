using System.Diagnostics;
using System.Net;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.SipServer;
using ActiveRecording.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Recovery;

/// <summary>
/// A node dies with 10,000 recorded calls, each of which has a snapshot and 20 events after it. Measured is how long a SIP
/// Server on another node takes from asking for the shards until every one of these calls has said how it is: it has taken
/// the shards over, read and evolved all streams, opened its sockets and let every call go on. Rounds have a database of their
/// own each, because calls that go on append.
/// </summary>
internal static class RecoveryBenchmark
{
    private const int Calls = 10_000;
    private const int Following = 20;
    private const int Shards = 16;
    private const int Rounds = 3;
    private const double BarSeconds = 5;

    public static BenchmarkResult Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<BenchmarkResult> RunAsync()
    {
        var call = new RecordedCall(Following);
        var metrics = new Dictionary<string, double>
        {
            ["calls"] = Calls,
            ["eventsAfterSnapshot"] = Following,
            ["snapshotBytes"] = call.SnapshotBytes,
        };
        var ratio = new Dictionary<string, double>();
        await MeasureAsync(call, "sqlite", () => new SqliteStore(), metrics, ratio);
        if (PostgresCluster.Binaries is null)
        {
            System.Console.Error.WriteLine("PostgreSQL is not installed (apt-get install postgresql): its figures are left out.");
        }
        else
        {
            await using var cluster = new PostgresCluster(isDurable: true);
            await MeasureAsync(call, "postgres", () => new PostgresStore(cluster.NewDatabase()), metrics, ratio);
        }

        return new("recovery", metrics, new Dictionary<string, double> { ["barSeconds"] = BarSeconds }, ratio);
    }

    private static async Task MeasureAsync(
        RecordedCall call, string name, Func<IStore> newStore, Dictionary<string, double> metrics, Dictionary<string, double> ratio)
    {
        var samples = new List<Sample>();
        for (var round = 0; round < Rounds; round++)
        {
            using var store = newStore();
            using (var dead = store.Open()) await WriteAsync(call, dead.Journal);
            using var taker = store.Open();
            samples.Add(await RecoverAsync(call, taker.Journal));
        }

        var answered = MedianOf(sample => sample.Answered);
        metrics[$"{name}ReplayedSeconds"] = MedianOf(sample => sample.Replayed);
        metrics[$"{name}AnsweredSeconds"] = answered;
        metrics[$"{name}ProcessorSeconds"] = MedianOf(sample => sample.Processor);
        metrics[$"{name}EventsPerSecond"] = Calls * Following / MedianOf(sample => sample.Replayed);
        ratio[name] = answered / BarSeconds;

        double MedianOf(Func<Sample, double> value) => Measured.Median([.. samples.Select(value)]);
    }

    private static async Task WriteAsync(RecordedCall call, IJournal journal)
    {
        var fences = await journal.TakeOverAsync([.. Enumerable.Range(0, Shards)], CancellationToken.None);
        foreach (var chunk in Enumerable.Range(0, Calls).Chunk(1_000))
        {
            var outcomes = await Task.WhenAll(chunk.Select(number => journal.AppendAsync(
                new(call.StreamOf(number), 0, fences[call.StreamOf(number).ShardOf(Shards)], Guid.NewGuid(), call.EventsOf(number), Ended: false),
                CancellationToken.None)));
            if (outcomes.Any(outcome => outcome != AppendOutcome.Appended)) throw new InvalidOperationException("The calls cannot be written.");
            await Task.WhenAll(chunk.Select(number => journal.SaveSnapshotAsync(call.SnapshotOf(number), CancellationToken.None)));
        }
    }

    private static async Task<Sample> RecoverAsync(RecordedCall call, IJournal journal)
    {
        using var network = new SocketNetwork(new SocketNetworkOptions(), NullLogger.Instance);
        using var room = new SipServerRoom(
            IdleCalls.FourRooms.Switch(new() { Name = "sip-server", Udp = [new IPEndPoint(IPAddress.Loopback, 0)] }),
            network, new ThreadPoolScheduler(), new ShiftedTime(call.At), new RandomIdentifiers(), journal,
            NullLoggerFactory.Instance);
        GC.Collect();
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await room.StartAsync(CancellationToken.None);
        var replayed = watch.Elapsed.TotalSeconds;
        var states = await Task.WhenAll(Enumerable.Range(0, Calls).Select(number => room.CallAsync(call.StreamOf(number).Id)));
        var answered = watch.Elapsed.TotalSeconds;
        if (states.Any(state => state is not CallState.Answered)) throw new InvalidOperationException("A call has not come back.");
        return new(replayed, answered, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <param name="Replayed">Seconds until every call was replayed.</param>
    /// <param name="Answered">Until every call has answered.</param>
    /// <param name="Processor">Seconds of all processors that this process took of it, the database not among them.</param>
    private sealed record Sample(double Replayed, double Answered, double Processor);
}
