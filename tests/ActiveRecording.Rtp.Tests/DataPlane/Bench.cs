using System.Net;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Simulation;

namespace ActiveRecording.Rtp.Tests.DataPlane;

/// <summary>A portable plane on the virtual network, with what it tells its observers.</summary>
internal sealed class Bench : ILegObserver, IDisposable
{
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);

    public Bench(int firstPort = 16000, int lastPort = 16098) => Plane = new PortableDataPlane(
        new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(firstPort, lastPort)),
        Simulator.Network, Simulator.Time, Simulator.Identifiers);

    public Simulator Simulator { get; } = new();

    public PortableDataPlane Plane { get; }

    public List<LegFact> Facts { get; } = [];

    public DateTimeOffset Now => Simulator.Time.GetUtcNow();

    public void Observed(IRtpLeg leg, LegFact fact) => Facts.Add(fact);

    public Party Party(int port, string address = "127.0.0.1") => new(Simulator.Network, port, address);

    public IRtpLeg Leg(Party? party = null, MediaDirection direction = MediaDirection.SendReceive, TimeSpan? history = null)
    {
        var options = LegOptions.Default with { History = history ?? LegOptions.Default.History };
        Assert.True(Plane.TryOpenLeg(options, this, out var leg));
        if (party is not null) leg.SetRemote(new LegRemote(party.Endpoints, direction, [PayloadFormat.Pcmu]));
        return leg;
    }

    public (IRtpLeg A, IRtpLeg B) Bridge(Party a, Party b)
    {
        var (legA, legB) = (Leg(a), Leg(b));
        legA.BridgeTo(legB);
        return (legA, legB);
    }

    public IRtpReplica Replica(IRtpLeg leg, DateTimeOffset? since = null)
    {
        Assert.True(Plane.TryOpenReplica(new ReplicaOptions("media-1") with { Since = since }, leg, out var replica));
        return replica;
    }

    /// <summary>Packets <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1, one every 20 ms.</summary>
    public List<byte[]> Talk(Party from, IRtpLeg to, int count, int first = 0)
    {
        var said = new List<byte[]>();
        for (var number = first; number < first + count; number++)
        {
            said.Add(from.Say(to.Local, number));
            Simulator.RunFor(Packet);
        }

        return said;
    }

    public void Settle() => Simulator.RunFor(TimeSpan.FromMilliseconds(5));

    public void Dispose() => Plane.Dispose();
}
