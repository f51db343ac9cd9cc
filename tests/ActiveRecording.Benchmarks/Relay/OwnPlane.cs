using System.Net;
using ActiveRecording.Benchmarks.Load;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Which data plane is measured, and how its replicas are opened: the one place that knows.</summary>
internal sealed class OwnPlane : IDisposable
{
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);

    public OwnPlane() => Plane = RtpDataPlanes.Open(
        new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(20_000, 39_998)) { Plane = RtpPlaneChoice.Auto },
        network, TimeProvider.System, new RandomIdentifiers(), NullLogger.Instance);

    public IRtpDataPlane Plane { get; }

    /// <summary>Legs of one call, by its number.</summary>
    public static LegOptions Leg(int call) => LegOptions.Default with { Call = $"{call}" };

    /// <summary>How a stream is copied to its recorder: all from one port pair where all recorders are one address.</summary>
    public static ReplicaOptions Replica(Recorders recorders) => new("bench") { IsShared = recorders == Recorders.Shared };

    public void Dispose()
    {
        Plane.Dispose();
        network.Dispose();
    }
}
