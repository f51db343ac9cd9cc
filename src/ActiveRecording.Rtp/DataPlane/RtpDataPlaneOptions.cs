using System.Net;
using ActiveRecording.Rtp.Ports;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>Where a plane's endpoints live and what drives them.</summary>
/// <param name="Address">The local address to bind.</param>
/// <param name="Ports">The ports to lease from.</param>
/// <param name="PortCoolDown">How long a pair rests before it is leased again.</param>
public sealed record RtpDataPlaneOptions(IPAddress Address, RtpPortRange Ports, TimeSpan PortCoolDown)
{
    /// <summary>Pairs rest for 5 s.</summary>
    public RtpDataPlaneOptions(IPAddress address, RtpPortRange ports)
        : this(address, ports, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Which plane to open; the portable one unless said otherwise.</summary>
    public RtpPlaneChoice Plane { get; init; }

    /// <summary>How often a busy shard of the native plane wakes, 0 to 5 ms; 0: for every packet.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Threads of the native plane, locks of the portable one; 0: one for every two processors, at least one.</summary>
    public int Shards { get; init; }
}

/// <summary>Which plane moves packets.</summary>
public enum RtpPlaneChoice
{
    /// <summary>The one over <see cref="Runtime.Network.INetwork"/>, on any system.</summary>
    Portable,

    /// <summary>The one over Linux's own calls; opening it fails where they are missing.</summary>
    Native,

    /// <summary>The native one where it can be had, else the portable one.</summary>
    Auto,
}
