using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>A bound port pair.</summary>
internal sealed record MediaSockets(IMediaSocket Rtp, IMediaSocket Rtcp, RtpEndpoints Local)
{
    public void Start()
    {
        Rtp.Start();
        Rtcp.Start();
    }

    public void Close()
    {
        Rtp.Close();
        Rtcp.Close();
    }
}
