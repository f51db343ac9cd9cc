using ActiveRecording.Rtp.Native;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Rtp.DataPlane;

/// <summary>Opens the plane that was asked for.</summary>
public static class RtpDataPlanes
{
    /// <param name="options">Which plane and where its endpoints live.</param>
    /// <param name="network">Where the portable plane binds.</param>
    /// <param name="time">The clock of arrivals and reports.</param>
    /// <param name="identifiers">Draws synchronization sources.</param>
    /// <param name="log">Hears once what was chosen and why.</param>
    /// <exception cref="PlatformNotSupportedException">The native plane was asked for and this system does not have it.</exception>
    public static IRtpDataPlane Open(
        RtpDataPlaneOptions options, INetwork network, TimeProvider time, IIdentifiers identifiers, ILogger log)
    {
        var reason = "it was asked for";
        if (options.Plane != RtpPlaneChoice.Portable && network is not SocketNetwork) reason = "the network is not this machine's";
        else if (options.Plane != RtpPlaneChoice.Portable && NativeCapabilities.TryFind(out var capabilities, out reason))
            return Chosen(new NativeDataPlane(options, capabilities, time, identifiers, log));
        if (options.Plane == RtpPlaneChoice.Native) throw new PlatformNotSupportedException($"The native RTP plane cannot run here: {reason}.");
        return Chosen(new PortableDataPlane(options, network, time, identifiers));

        IRtpDataPlane Chosen(IRtpDataPlane plane)
        {
            log.PlaneChosen(options.Ports.First, options.Ports.Last, options.Address, plane.Kind, reason);
            return plane;
        }
    }
}
