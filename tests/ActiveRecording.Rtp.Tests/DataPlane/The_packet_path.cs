using System.Buffers.Binary;
using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class The_packet_path : ILegObserver
{
    private const int Packets = 10_000;
    private readonly DirectNetwork network = new();

    [Theory]
    [InlineData(0)]
    [InlineData(111)]
    public void From_leg_to_leg_and_recorder_allocates_nothing(int expectedPayloadType)
    {
        using var plane = new PortableDataPlane(
            new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(16000, 16098)),
            network, TimeProvider.System, new SeededIdentifiers(1));
        var (alice, bob) = (RtpEndpoints.At(IPAddress.Loopback, 10000), RtpEndpoints.At(IPAddress.Loopback, 10002));
        var leg = Open(plane, alice);
        leg.BridgeTo(Open(plane, bob));
        leg.Translate(new PayloadTranslation((0, expectedPayloadType)));
        Assert.True(plane.TryOpenReplica(new ReplicaOptions("media-1"), leg, out var replica));
        replica.SetRemote(RtpEndpoints.At(IPAddress.Loopback, 24000));
        Send(leg, alice, 0, Packets);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(leg, alice, Packets, Packets);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(network.Sent >= 4 * Packets);
    }

    void ILegObserver.Observed(IRtpLeg leg, LegFact fact)
    {
    }

    private IRtpLeg Open(PortableDataPlane plane, RtpEndpoints party)
    {
        Assert.True(plane.TryOpenLeg(LegOptions.Default, this, out var leg));
        leg.SetRemote(new LegRemote(party, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        return leg;
    }

    private void Send(IRtpLeg leg, RtpEndpoints from, int first, int count)
    {
        Span<byte> packet = stackalloc byte[172];
        new RtpHeader(0, 0, 0, 1, Marker: false).Write(packet, []);
        for (var number = first; number < first + count; number++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)number);
            BinaryPrimitives.WriteUInt32BigEndian(packet[4..], (uint)number * 160);
            network.Hand(packet, from.Rtp, leg.Local.Rtp);
        }
    }
}
