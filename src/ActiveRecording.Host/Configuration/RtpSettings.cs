using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads a room's section <c>rtp</c>.</summary>
internal static class RtpSettings
{
    public static RtpDataPlaneOptions Read(Settings rtp)
    {
        var ports = new RtpPortRange(rtp.Number("first-port", 1_024, 65_534), rtp.Number("last-port", 1_024, 65_534));
        if (ports.First % 2 != 0) rtp.Refuse("first-port", "an even port, RTCP takes the odd one after it,");
        else if (ports.Last % 2 != 0 || ports.Last < ports.First) rtp.Refuse("last-port", $"an even port from {ports.First} on");
        return new RtpDataPlaneOptions(
            rtp.Address("address"), ports, rtp.Duration("port-cool-down", TimeSpan.Zero, TimeSpan.FromMinutes(10)))
        {
            Plane = rtp.OneOf(
                "plane", ("auto", RtpPlaneChoice.Auto), ("native", RtpPlaneChoice.Native), ("portable", RtpPlaneChoice.Portable)),
            Tick = rtp.Duration("tick", TimeSpan.Zero, TimeSpan.FromMilliseconds(5)),
            Shards = rtp.Number("shards", 0, 64),
        };
    }

    /// <summary>The address that session descriptions say instead of the bound one.</summary>
    public static IPAddress? ReadAdvertised(Settings rtp) =>
        rtp.Text("advertised-address").Length == 0 ? null : rtp.Address("advertised-address");
}
