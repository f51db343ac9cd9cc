using System.Net;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>Where a stream's RTP and its RTCP go (RFC 3550 §11); without <c>a=rtcp</c> the port after RTP's.</summary>
public sealed record RtpEndpoints(IPEndPoint Rtp, IPEndPoint Rtcp)
{
    /// <summary>RTP on <paramref name="port"/>, RTCP on the port after it.</summary>
    /// <param name="address">Address of both.</param>
    /// <param name="port">RTP port, 1 to 65534.</param>
    public static RtpEndpoints At(IPAddress address, int port) =>
        new(new IPEndPoint(address, port), new IPEndPoint(address, port + 1));
}
