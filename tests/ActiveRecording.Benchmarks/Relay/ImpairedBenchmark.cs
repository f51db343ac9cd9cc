using ActiveRecording.Benchmarks.Linux;
using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// Whether our data plane is correct under load and behind bad networks (2 % lost, 5 % overtaken, 1 % doubled, up to 30 ms of jitter): what came to
/// it leaves byte for byte and in the order in which it came, to the other party and to the recorder. Nothing is measured but that.
/// </summary>
internal static class ImpairedBenchmark
{
    private const ulong Seed = 1;
    private const int PacketsPerSecond = 50;

    /// <summary>Beyond those of the time itself: doubled ones, and a reserve.</summary>
    private const int MorePackets = 256;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidOperationException">A packet was changed or left out of turn.</exception>
    public static BenchmarkResult Run(BenchOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            System.Console.Error.WriteLine("bench impaired sends by system calls of Linux and is left out.");
            return Result([]);
        }

        using var processors = Processors.Take();
        using var layout = new LoadLayout(options.Calls, Recorders.Shared);
        using var relay = new OwnRelay(layout);
        var flows = LoadFlow.Of(layout, relay);
        var sent = flows.Select(_ => new SentOrder(options.Seconds * PacketsPerSecond * 2 + MorePackets)).ToArray();
        var count = new ImpairedCount(sent);
        using var sender = new ImpairedSender(layout, flows, sent, Libc.RealtimeNanos(), Seed);
        using var receiver = new LoadReceiver(layout, count);
        using var stop = new CancellationTokenSource();
        var token = stop.Token;
        var receiving = new Thread(() => receiver.Run(long.MaxValue, token));
        receiving.Start();
        sender.Run(Libc.RealtimeNanos() + options.Seconds * 1_000_000_000L);
        Thread.Sleep(Rest);
        stop.Cancel();
        receiving.Join();

        var (parties, recorders) = (count.Of(0), count.Of(1));
        if (parties.Changed + parties.OutOfOrder + recorders.Changed + recorders.OutOfOrder > 0)
            throw new InvalidOperationException($"Changed or out of turn: towards parties {parties}, towards recorders {recorders}.");
        return Result(new()
        {
            ["packets"] = sender.Offered,
            ["lostBefore"] = sender.Lost,
            ["overtakenBefore"] = sender.Reordered,
            ["doubledBefore"] = sender.Doubled,
            ["relayedMissing"] = parties.Missing,
            ["copiesMissing"] = recorders.Missing,
            ["changed"] = 0,
            ["outOfOrder"] = 0,
        });
    }

    private static BenchmarkResult Result(Dictionary<string, double> metrics) =>
        new("impaired", metrics, new Dictionary<string, double>(), new Dictionary<string, double>());
}
