using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Ports;

/// <summary>A leased pair of bound sockets; disposing closes them and gives the ports back, once.</summary>
public sealed class RtpPortPair : IDisposable
{
    private readonly RtpPortPool pool;
    private int disposed;

    internal RtpPortPair(RtpPortPool pool, IDatagramSocket rtp, IDatagramSocket rtcp)
    {
        this.pool = pool;
        Rtp = rtp;
        Rtcp = rtcp;
        Local = new RtpEndpoints(rtp.Local, rtcp.Local);
    }

    /// <summary>The even port's socket.</summary>
    public IDatagramSocket Rtp { get; }

    /// <summary>The odd port's socket.</summary>
    public IDatagramSocket Rtcp { get; }

    /// <summary>The bound addresses.</summary>
    public RtpEndpoints Local { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        Rtp.Dispose();
        Rtcp.Dispose();
        pool.Return(Local.Rtp.Port);
    }
}
