using System.Buffers.Binary;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>Many streams from one port pair to one port pair, told apart by their synchronization sources.</summary>
public sealed class Shared_ports
{
    private const int Streams = 40;
    private const int Packets = 25;

    public static TheoryData<string> Kinds => Wire.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bring_every_stream_to_its_receiver_whole_and_in_order(string kind)
    {
        using var sender = new Wire(kind);
        using var recorder = new Wire(kind);
        using var alice = sender.Speaker();
        var legs = Enumerable.Range(0, Streams).Select(_ => sender.Leg(alice)).ToList();
        var replicas = legs.ConvertAll(leg => sender.Replica(leg, isShared: true));
        var tapes = legs.ConvertAll(_ => new Tape());
        var receivers = replicas.Zip(tapes, (replica, tape) => recorder.Receiver(tape, replica.Ssrc)).ToList();
        foreach (var (replica, receiver) in replicas.Zip(receivers))
        {
            receiver.SetRemote(replica.Local, [PayloadFormat.Pcmu]);
            replica.SetRemote(receiver.Local);
        }

        Assert.Single(replicas.Select(replica => replica.Local.Rtp).Distinct());
        Assert.Single(receivers.Select(receiver => receiver.Local.Rtp).Distinct());
        Assert.Equal(Streams, replicas.Select(replica => replica.Ssrc).Distinct().Count());
        for (var number = 0; number < Packets; number++)
        {
            for (var stream = 0; stream < Streams; stream++) alice.SendRtp(legs[stream].Local, Packet(number, stream, alice.Ssrc));
            Wire.Until(() => tapes.TrueForAll(tape => tape.Packets.Count == number + 1), "a packet of every stream");
        }

        for (var stream = 0; stream < Streams; stream++)
        {
            var expected = Enumerable.Range(0, Packets).Select(number => Packet(number, stream, replicas[stream].Ssrc!.Value));
            Assert.Equal(expected, tapes[stream].Packets);
            Assert.True(tapes[stream].Reports >= 1);
        }

        replicas[7].Close();
        Wire.Until(() => !tapes[7].Ended.IsEmpty, "a goodbye");
        Assert.Equal([replicas[7].Ssrc!.Value], tapes[7].Ended);
        Assert.All(tapes.Where((_, stream) => stream != 7), tape => Assert.Empty(tape.Ended));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Serve_several_recorders_each_in_order(string kind)
    {
        using var wire = new Wire(kind, tick: TimeSpan.FromMilliseconds(5));
        using var alice = wire.Speaker();
        var recorders = Enumerable.Range(0, 3).Select(_ => wire.Speaker()).ToList();
        var legs = Enumerable.Range(0, Streams).Select(_ => wire.Leg(alice)).ToList();
        var replicas = legs.ConvertAll(leg => wire.Replica(leg, isShared: true));
        for (var stream = 0; stream < Streams; stream++) replicas[stream].SetRemote(recorders[stream % 3].Endpoints);

        for (var number = 0; number < Packets; number++)
        {
            for (var stream = 0; stream < Streams; stream++) alice.SendRtp(legs[stream].Local, Packet(number, stream, alice.Ssrc));
        }

        for (var recorder = 0; recorder < 3; recorder++)
        {
            var streams = Enumerable.Range(0, Streams).Where(stream => stream % 3 == recorder).ToList();
            recorders[recorder].Hear(streams.Count * Packets);
            foreach (var stream in streams)
            {
                var expected = Enumerable.Range(0, Packets).Select(number => Packet(number, stream, replicas[stream].Ssrc!.Value));
                Assert.Equal(expected, recorders[recorder].Heard.Where(packet => SsrcOf(packet) == replicas[stream].Ssrc));
            }

            recorders[recorder].Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Keep_a_party_in_its_place_when_it_changes_its_source(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var recorder = wire.Speaker();
        var leg = wire.Leg(alice);
        var replica = wire.Replica(leg, isShared: true);
        replica.SetRemote(recorder.Endpoints);
        for (var source = 0u; source < 10; source++)
        {
            alice.Ssrc = 1000 + source;
            alice.Say(leg.Local, 0);
            recorder.Hear((int)source + 1);
        }

        Assert.Equal(0u, replica.Ssrc!.Value % 8);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(source => replica.Ssrc.Value + (uint)source % 8),
            recorder.Heard.Select(SsrcOf));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tell_reports_apart_by_the_source_they_are_on(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var recorder = wire.Speaker();
        using var stranger = wire.Speaker();
        var legs = new[] { wire.Leg(alice), wire.Leg(alice) };
        var replicas = legs.Select(leg => wire.Replica(leg, isShared: true)).ToList();
        foreach (var replica in replicas) replica.SetRemote(recorder.Endpoints);
        foreach (var leg in legs) alice.Say(leg.Local, 0);
        recorder.Hear(2);

        recorder.SendRtcp(replicas[0].Local, ReportOn(replicas[1].Ssrc!.Value, lost: 7));
        recorder.SendRtcp(replicas[0].Local, ReportOn(ssrc: 3, lost: 9));
        recorder.SendRtp(replicas[0].Local, Speaker.Packet(0, 1));

        Wire.Until(() => wire.Plane.Counters is { Rtcp: 1, UnknownSsrc: 1, WrongSource: 1 }, "all three are counted");
        Assert.Equal([0, 7], replicas.Select(replica => replica.Statistics.ReportedLost));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Count_what_nobody_expects_and_go_on(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        var tape = new Tape();
        var receiver = wire.Receiver(tape, ssrc: 800);
        Assert.False(wire.Plane.TryOpenReceiver(new ReceiverOptions("recorder-1", []) { Ssrc = 807 }, new Tape(), out _));

        alice.SendRtp(receiver.Local, Speaker.Packet(0, ssrc: 808));
        alice.SendRtp(receiver.Local, Speaker.Packet(1, ssrc: 807));
        alice.SendRtp(receiver.Local, [0x80, 0, 0]);
        alice.SendRtp(receiver.Local, new byte[40]);
        alice.SendRtcp(receiver.Local, ReportOn(ssrc: 5, lost: 0));
        alice.SendRtp(receiver.Local, Speaker.Packet(2, ssrc: 800));
        Wire.Until(() => wire.Plane.Counters is { Rtp: 2, UnknownSsrc: 2, TooShort: 1, Malformed: 1 }, "all are counted");
        Assert.Equal(2, tape.Packets.Count);

        receiver.Close();
        alice.SendRtp(receiver.Local, Speaker.Packet(3, ssrc: 800));
        Wire.Until(() => wire.Plane.Counters.UnknownSsrc == 3, "it is gone");
        Assert.NotNull(wire.Receiver(tape, ssrc: 800));
    }

    private static uint SsrcOf(byte[] packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8));

    /// <summary>Neighbours differ in length, so that trains of equal datagrams are short.</summary>
    private static byte[] Packet(int number, int stream, uint ssrc) => Speaker.Packet(number, ssrc, length: 160 + (number + stream / 4) % 2);

    private static byte[] ReportOn(uint ssrc, int lost)
    {
        var compound = new byte[64];
        var writer = new RtcpWriter(compound);
        writer.WriteReceiverReport(1, [new ReportBlock(ssrc, 0, lost, 0, 0, 0, 0)]);
        return compound[..writer.Length];
    }
}
