using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;

namespace ActiveRecording.Rtp.Portable;

/// <summary>What a leg, a replica and a receiver share: a leased port pair, bound once, closed once.</summary>
internal abstract class PortableEndpoint(PortableDataPlane plane)
{
    private volatile RtpPortPair? pair;

    public RtpEndpoints Local => Pair?.Local ?? throw new InvalidOperationException("The endpoint is not open.");

    protected PortableDataPlane Plane => plane;

    /// <summary>Null while the first datagrams may already come but the caller has not been given the endpoint yet.</summary>
    protected RtpPortPair? Pair => pair;

    public void Bind(RtpPortPair leased) => pair = leased;

    public abstract void RtpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from);

    public abstract void RtcpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from);

    public void Close()
    {
        if (!TryEnd()) return;
        pair?.Dispose();
        plane.Closed(this);
    }

    /// <summary>Stops what the endpoint does; false when it was stopped before.</summary>
    protected abstract bool TryEnd();
}
