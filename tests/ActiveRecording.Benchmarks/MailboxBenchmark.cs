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
/// A hop: telling an entity a command by its id and deciding it into one effect and no event, against writing the same
/// command to a bare unbounded single-reader channel and reading it there. At most <see cref="Window"/> commands are
/// under way on either side, so that neither measures the garbage collector moving a queue of hundreds of thousands.
/// Measured twice: on two threads, one producing and the pool consuming, as in a node; and on one thread, which fills
/// and empties the window in turn, so that only the work itself counts and no waiting for the other thread. Short rounds
/// alternate; medians are reported, ratios being those of rounds next to each other. The way to an entity on another node is
/// that of <see cref="LinksBenchmark"/>.
/// </summary>
internal static class MailboxBenchmark
{
    private const int Hops = 12_800;
    private const int Rounds = 201;
    private const int WarmUpRounds = 200;
    private const int Window = 64;

    public static BenchmarkResult Run()
    {
        var consumer = new Consumer();
        var pool = NewRegion(new ThreadPoolScheduler(), consumer);
        var steps = new SteppedScheduler();
        var stepped = NewRegion(steps, consumer);
        var channel = Channel.CreateUnbounded<Push>(new UnboundedChannelOptions { SingleReader = true });

        var samples = new List<double[]>();
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            double[] nanos =
            [
                OnTwoThreads(command => pool.Tell("one", command), consumer),
                WriteAndReadOnTwoThreads(),
                OnOneThread(command => stepped.Tell("one", command), steps.Run),
                OnOneThread(command => channel.Writer.TryWrite(command), () => Drain(channel.Reader, consumer)),
            ];
            if (round >= 0) samples.Add(nanos);
        }

        var links = LinksBenchmark.Run();
        return new(
            "mailbox",
            new Dictionary<string, double>
            {
                ["hopNanos"] = MedianOf(nanos => nanos[0]),
                ["hopOneThreadNanos"] = MedianOf(nanos => nanos[2]),
                ["remoteAskMicros"] = links.Metrics["askMicros"],
            },
            new Dictionary<string, double>
            {
                ["channelNanos"] = MedianOf(nanos => nanos[1]),
                ["channelOneThreadNanos"] = MedianOf(nanos => nanos[3]),
                ["roundTripMicros"] = links.Baseline["echoMicros"],
            },
            new Dictionary<string, double>
            {
                ["hop"] = MedianOf(nanos => nanos[0] / nanos[1]),
                ["hopOneThread"] = MedianOf(nanos => nanos[2] / nanos[3]),
                ["remoteAsk"] = links.Ratio["ask"],
            });

        double MedianOf(Func<double[], double> value) => Measured.Median([.. samples.Select(value)]);
    }

    private static EntityRegion<Turnstile, int, Push, Turned, Passed> NewRegion(IScheduler scheduler, Consumer consumer)
    {
        var region = new EntityRegion<Turnstile, int, Push, Turned, Passed>(
            new EntityRegionOptions { Category = "turnstile" },
            new JournalCodec<Turned>(TurnstileJson.Default),
            new MemoryJournal(),
            scheduler,
            TimeProvider.System,
            new RandomIdentifiers(),
            consumer,
            NullLogger.Instance);
        region.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        return region;
    }

    private static double WriteAndReadOnTwoThreads()
    {
        var consumer = new Consumer();
        var channel = Channel.CreateUnbounded<Push>(new UnboundedChannelOptions { SingleReader = true });
        var reader = Task.Run(async () =>
        {
            while (await channel.Reader.WaitToReadAsync()) Drain(channel.Reader, consumer);
        });
        var nanos = OnTwoThreads(command => channel.Writer.TryWrite(command), consumer);
        channel.Writer.Complete();
        reader.GetAwaiter().GetResult();
        return nanos;
    }

    private static void Drain(ChannelReader<Push> reader, Consumer consumer)
    {
        while (reader.TryRead(out _)) consumer.Count();
    }

    private static double OnOneThread(Func<Push, bool> send, Action consume)
    {
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < Hops;)
        {
            for (var end = sent + Window; sent < end; sent++) Send(send, sent);
            consume();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Hops;
    }

    private static double OnTwoThreads(Func<Push, bool> send, Consumer consumer)
    {
        var (before, done) = (consumer.Done, 0);
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < Hops; sent++)
        {
            for (var wait = default(SpinWait); sent - done >= Window; done = consumer.Done - before) wait.SpinOnce(sleep1Threshold: -1);
            Send(send, sent);
        }

        for (var wait = default(SpinWait); done < Hops; done = consumer.Done - before) wait.SpinOnce(sleep1Threshold: -1);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Hops;
    }

    private static void Send(Func<Push, bool> send, int number)
    {
        if (!send(new Push(number))) throw new InvalidOperationException("A command was refused.");
    }

    /// <summary>Counts what came; one thread at a time, so it needs no lock.</summary>
    private sealed class Consumer : IEffectRunner<int, Push, Passed>
    {
        private int done;

        public int Done => Volatile.Read(ref done);

        public void Count() => Volatile.Write(ref done, done + 1);

        public void Run(EntityContext<Push> entity, int state, Passed effect) => Count();
    }

    /// <summary>Runs what is scheduled when told to, on the thread that tells.</summary>
    private sealed class SteppedScheduler : IScheduler
    {
        private readonly Queue<IWorkItem> items = new();

        public void Schedule(IWorkItem item) => items.Enqueue(item);

        public void Run()
        {
            while (items.TryDequeue(out var item)) item.Execute();
        }
    }
}

/// <summary>Counts nobody: every command is one effect and no event.</summary>
internal abstract class Turnstile : IDecider<int, Push, Turned, Passed>
{
    private static readonly Decision<Turned, Passed> Pass = new([], [new Passed()]);

    public static int Initial => 0;

    public static Decision<Turned, Passed> Decide(int state, Push command) => Pass;

    public static int Evolve(int state, Turned @event) => state;

    public static IReadOnlyList<Passed> Resume(int state) => [];

    public static bool IsEnded(int state) => false;
}

[MessageName("push", 1)]
internal sealed record Push(int Number);

internal sealed record Passed;

[JournalName("turned", 1)]
internal sealed record Turned;

[JsonSerializable(typeof(Turned))]
internal sealed partial class TurnstileJson : JsonSerializerContext;
