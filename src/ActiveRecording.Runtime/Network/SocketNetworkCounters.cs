using System.Diagnostics.Metrics;

namespace ActiveRecording.Runtime.Network;

/// <summary>What the socket driver did and lost since it was made; also on the meter <c>ActiveRecording.Network</c>.</summary>
public sealed class SocketNetworkCounters : IDisposable
{
    private readonly Meter meter = new("ActiveRecording.Network");
    private long datagramsReceived;
    private long datagramsSent;
    private long datagramsDropped;
    private long datagramErrors;
    private long connectionsRefused;

    internal SocketNetworkCounters()
    {
        meter.CreateObservableCounter("datagrams.received", () => DatagramsReceived);
        meter.CreateObservableCounter("datagrams.sent", () => DatagramsSent);
        meter.CreateObservableCounter("datagrams.dropped", () => DatagramsDropped);
        meter.CreateObservableCounter("datagrams.errors", () => DatagramErrors);
        meter.CreateObservableCounter("connections.refused", () => ConnectionsRefused);
    }

    /// <summary>Datagrams handed to a receiver.</summary>
    public long DatagramsReceived => Interlocked.Read(ref datagramsReceived);

    /// <summary>Datagrams the kernel took.</summary>
    public long DatagramsSent => Interlocked.Read(ref datagramsSent);

    /// <summary>Datagrams the kernel refused: buffer full, no route, socket closed.</summary>
    public long DatagramsDropped => Interlocked.Read(ref datagramsDropped);

    /// <summary>Errors reported on receiving, most of them ICMP unreachables; the socket stays open.</summary>
    public long DatagramErrors => Interlocked.Read(ref datagramErrors);

    /// <summary>TCP connections closed at once because <see cref="SocketNetworkOptions.MaxConnections"/> were open.</summary>
    public long ConnectionsRefused => Interlocked.Read(ref connectionsRefused);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal void Received() => Interlocked.Increment(ref datagramsReceived);

    internal void Sent() => Interlocked.Increment(ref datagramsSent);

    internal void Dropped() => Interlocked.Increment(ref datagramsDropped);

    internal void ReceiveFailed() => Interlocked.Increment(ref datagramErrors);

    internal void Refused() => Interlocked.Increment(ref connectionsRefused);
}
