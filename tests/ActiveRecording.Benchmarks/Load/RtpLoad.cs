using ActiveRecording.Benchmarks.Linux;
using ActiveRecording.Benchmarks.Relay;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>Sends and receives for all parties of a layout through a relay, and measures it.</summary>
internal static class RtpLoad
{
    private static readonly TimeSpan Start = TimeSpan.FromMilliseconds(50);

    /// <summary>How long packets may still be under way after the last one was sent.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);

    /// <param name="layout">The parties.</param>
    /// <param name="relay">What they talk through.</param>
    /// <param name="warmUp">Not measured.</param>
    /// <param name="measured">Measured.</param>
    public static LoadResult Run(LoadLayout layout, IRelay relay, TimeSpan warmUp, TimeSpan measured)
    {
        var flows = LoadFlow.Of(layout, relay);
        var start = Libc.RealtimeNanos() + Nanos(Start);
        var from = start + Nanos(warmUp);
        var until = from + Nanos(measured);
        using var sender = new LoadSender(layout, flows, start);
        var count = new LoadCount(flows.Length, from, until);
        using var receiver = new LoadReceiver(layout, count);
        using var stop = new CancellationTokenSource();
        var token = stop.Token;
        var sending = Started(() => sender.Run(from, until));
        var receiving = Started(() => receiver.Run(from, token));

        SleepUntil(from);
        relay.Mark();
        var cpuBefore = Libc.ProcessorNanos(relay.ProcessId);
        SleepUntil(until);
        var cpu = Libc.ProcessorNanos(relay.ProcessId) - cpuBefore;
        var allocated = relay.AllocatedSinceMark();
        sending.Join();
        Thread.Sleep(Rest);
        stop.Cancel();
        receiving.Join();

        if (sender.Allocated + receiver.Allocated is var bytes and > 0)
            throw new InvalidOperationException($"The load allocated {bytes} bytes while it ran.");
        var packets = (double)Math.Max(1, count.Received);
        return new(
            sender.Sent, count.Received, count.Copies, count.OutOfOrder,
            count.Latencies.Millis(0.5), count.Latencies.Millis(0.99), sender.WorstLagNanos / 1e6,
            cpu / 1e3 / packets, allocated / packets);
    }

    private static long Nanos(TimeSpan time) => (long)time.TotalNanoseconds;

    private static Thread Started(Action run)
    {
        var thread = new Thread(() => run());
        thread.Start();
        return thread;
    }

    private static void SleepUntil(long nanos)
    {
        while (nanos - Libc.RealtimeNanos() is var left && left > 0) Libc.Sleep(left);
    }
}
