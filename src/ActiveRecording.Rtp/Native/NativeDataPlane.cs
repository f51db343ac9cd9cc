using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Endpoints;
using ActiveRecording.Runtime;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Rtp.Native;

/// <summary>The data plane over Linux's own calls: a shard is a thread with paced epoll. Observers have a thread of their own.</summary>
public sealed class NativeDataPlane : ShardedDataPlane
{
    private readonly ObserverThread observers;

    internal NativeDataPlane(
        RtpDataPlaneOptions options, NativeCapabilities capabilities, TimeProvider time, IIdentifiers identifiers, ILogger log)
        : this(options, capabilities, time, identifiers, log, new ObserverThread($"rtp-{options.Ports.First}-facts", log.ObserverFailed))
    {
    }

    private NativeDataPlane(
        RtpDataPlaneOptions options, NativeCapabilities capabilities, TimeProvider time, IIdentifiers identifiers, ILogger log,
        ObserverThread observers)
        : base(options, time, identifiers, Shards(options, capabilities, time, log, observers)) => this.observers = observers;

    /// <inheritdoc/>
    public override string Kind => "native";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        observers.Dispose();
    }

    private static Shard[] Shards(
        RtpDataPlaneOptions options, NativeCapabilities capabilities, TimeProvider time, ILogger log, ObserverThread observers)
    {
        var clock = new ArrivalClock(time);
        var count = options.Shards > 0 ? options.Shards : Math.Max(1, Environment.ProcessorCount / 2);
        return [.. Enumerable.Range(0, count).Select(number =>
            new UdpShard($"rtp-{options.Ports.First}-{number}", options.Tick, clock, observers, capabilities, log))];
    }
}
