using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// What legs, replicas and receivers share: a port pair, bound once, closed once. Public members may be called from any thread; all
/// others belong to the shard.
/// </summary>
internal abstract class Endpoint(Shard shard)
{
    private Action? gone;
    private bool ownsSockets;

    public RtpEndpoints Local => Sockets?.Local ?? throw new InvalidOperationException("The endpoint is not open.");

    public Shard Shard => shard;

    /// <summary>Null while the first datagrams may already come but the endpoint is not bound yet.</summary>
    public MediaSockets? Sockets { get; private set; }

    protected bool HasEnded { get; private set; }

    /// <summary>The even port of <see cref="Sockets"/>, which every packet needs.</summary>
    protected IMediaSocket? RtpSocket { get; private set; }

    /// <summary>Takes its sockets; the shard's.</summary>
    /// <param name="sockets">A pair of its own, or one shared with others.</param>
    /// <param name="isOwner">Whether it closes them.</param>
    /// <param name="closed">Called once when it has closed, outside the shard.</param>
    public void Bind(MediaSockets sockets, bool isOwner, Action closed)
    {
        (Sockets, RtpSocket, ownsSockets, gone) = (sockets, sockets.Rtp, isOwner, closed);
        if (isOwner) sockets.Start();
    }

    /// <summary>A datagram on the even port.</summary>
    public abstract void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival);

    /// <summary>A datagram on the odd port.</summary>
    public abstract void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival);

    public void Close()
    {
        if (shard.Ask(TryEnd)) Forget();
    }

    /// <summary>Ends it; the shard's. <see cref="Forget"/> is to follow outside the shard.</summary>
    /// <returns>False when it has ended before.</returns>
    public bool TryEnd()
    {
        if (HasEnded) return false;
        HasEnded = true;
        End();
        if (ownsSockets) Sockets?.Close();
        return true;
    }

    public void Forget() => gone?.Invoke();

    /// <summary>Stops what the endpoint does, with its sockets still open.</summary>
    protected abstract void End();
}
