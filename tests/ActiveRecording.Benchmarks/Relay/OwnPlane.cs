using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Which data plane is measured, and how its replicas are opened: the one place that knows.</summary>
internal sealed class OwnPlane : IDisposable
{
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);

    public OwnPlane() => Plane = new PortableDataPlane(
        new PortableDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(20_000, 39_998)),
        network, TimeProvider.System, new RandomIdentifiers());

    public IRtpDataPlane Plane { get; }

    /// <summary>How a stream is copied to its recorder.</summary>
    public static ReplicaOptions Replica { get; } = new("bench");

    public void Dispose()
    {
        Plane.Dispose();
        network.Dispose();
    }
}
