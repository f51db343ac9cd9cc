using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using ActiveRecording.Actors;
using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks;

/// <summary>
/// A hop: telling an entity a command and deciding it without an event, against writing to and reading from a bare
/// unbounded single-reader channel. One producer, one consumer, both on the thread pool.
/// </summary>
internal static class MailboxBenchmark
{
    private const int Hops = 400_000;
    private const int Rounds = 9;

    public static BenchmarkResult Run()
    {
        var runner = new Counting();
        var region = new EntityRegion<Turnstile, int, int, Turned, bool>(
            new EntityRegionOptions { Category = "turnstile", MailboxMessages = Hops + 1 },
            new JournalCodec<Turned>(TurnstileJson.Default),
            new MemoryJournal(),
            new ThreadPoolScheduler(),
            TimeProvider.System,
            new RandomIdentifiers(),
            runner,
            NullLogger.Instance);
        region.StartAsync(CancellationToken.None).GetAwaiter().GetResult();

        var ours = new double[Rounds];
        var bare = new double[Rounds];
        for (var round = -2; round < Rounds; round++)
        {
            var (hop, write) = (Tell(region, runner), WriteAndRead());
            if (round >= 0) (ours[round], bare[round]) = (hop, write);
        }

        var (hopNanos, channelNanos) = (Measured.Median(ours), Measured.Median(bare));
        return new(
            "mailbox",
            new Dictionary<string, double> { ["hopNanos"] = hopNanos },
            new Dictionary<string, double> { ["channelNanos"] = channelNanos },
            new Dictionary<string, double> { ["hop"] = hopNanos / channelNanos });
    }

    private static double Tell(EntityRegion<Turnstile, int, int, Turned, bool> region, Counting runner)
    {
        using var all = new ManualResetEventSlim();
        runner.Expect(Hops, all);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Hops; i++) region.Tell("one", i);
        all.Wait();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Hops;
    }

    private static double WriteAndRead()
    {
        var channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var reader = Task.Run(async () =>
        {
            for (var left = Hops; left > 0; left--) await channel.Reader.ReadAsync();
        });
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Hops; i++) channel.Writer.TryWrite(i);
        reader.GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Hops;
    }

    /// <summary>Runs on the one entity's turn, so it needs no lock.</summary>
    private sealed class Counting : IEffectRunner<int, int, bool>
    {
        private int left;
        private ManualResetEventSlim? all;

        public void Expect(int effects, ManualResetEventSlim reached) => (left, all) = (effects, reached);

        public void Run(EntityContext<int> entity, int state, bool effect)
        {
            if (--left == 0) all!.Set();
        }
    }
}

/// <summary>Counts nobody: every command is one effect and no event.</summary>
internal abstract class Turnstile : IDecider<int, int, Turned, bool>
{
    private static readonly Decision<Turned, bool> Pass = new([], [true]);

    public static int Initial => 0;

    public static Decision<Turned, bool> Decide(int state, int command) => Pass;

    public static int Evolve(int state, Turned @event) => state;

    public static IReadOnlyList<bool> Resume(int state) => [];

    public static bool IsEnded(int state) => false;
}

[JournalName("turned", 1)]
internal sealed record Turned;

[JsonSerializable(typeof(Turned))]
internal sealed partial class TurnstileJson : JsonSerializerContext;
