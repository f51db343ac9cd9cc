using System.Net;
using ActiveRecording.Rtp.Ports;

namespace ActiveRecording.Rtp.Portable;

/// <summary>Where a portable plane's endpoints live.</summary>
/// <param name="Address">The local address to bind.</param>
/// <param name="Ports">The ports to lease from.</param>
/// <param name="PortCoolDown">How long a pair rests before it is leased again.</param>
public sealed record PortableDataPlaneOptions(IPAddress Address, RtpPortRange Ports, TimeSpan PortCoolDown)
{
    /// <summary>Pairs rest for 5 s.</summary>
    public PortableDataPlaneOptions(IPAddress address, RtpPortRange ports)
        : this(address, ports, TimeSpan.FromSeconds(5))
    {
    }
}
