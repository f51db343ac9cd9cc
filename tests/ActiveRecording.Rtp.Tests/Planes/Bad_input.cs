using System.Net;
using ActiveRecording.Rtp.Ports;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>What comes that should not: counted by kind, and another call notices nothing.</summary>
public sealed class Bad_input
{
    public static TheoryData<string> Kinds => Wire.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_counted_by_kind_while_another_call_goes_on(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        using var stranger = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        var victim = wire.Leg(wire.Speaker());
        byte[] absurdExtension = [0x90, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0xBE, 0xDE, 0xFF, 0xFF, 0, 0, 0, 0];
        byte[] absurdPadding = [0xA0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 0xFF];
        byte[] absurdSources = [0x8F, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0];

        for (var round = 0; round < 50; round++)
        {
            stranger.SendRtp(victim.Local, []);
            stranger.SendRtp(victim.Local, [0x80]);
            stranger.SendRtp(victim.Local, new byte[1200]);
            stranger.SendRtp(victim.Local, absurdExtension);
            stranger.SendRtp(victim.Local, absurdPadding);
            stranger.SendRtp(victim.Local, absurdSources);
            stranger.Say(victim.Local, 1, payloadType: 77);
            stranger.SendRtcp(victim.Local, [0x80, 201, 0, 9, 0, 0, 0, 0]);
            alice.Say(legA.Local, round);
            bob.Hear(round + 1);
            Wire.Until(() => victim.Statistics.Dropped == 8 * (round + 1), "the round is over");
        }

        Assert.Equal(
            new RtpCounters(Rtp: 50, Rtcp: 0, TooShort: 100, Malformed: 250, WrongSource: 0, UnknownPayload: 50, Held: 0, PortPairs: 3, Renumbered: 0),
            wire.Plane.Counters with { SendFailed = 0 });
        Assert.Equal(50, bob.Heard.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void May_be_as_large_as_UDP_allows(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        using var recorder = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        wire.Replica(legA).SetRemote(recorder.Endpoints);
        wire.Replica(legA, isShared: true).SetRemote(recorder.Endpoints);
        var largest = Speaker.Packet(1, 7, length: 65_507 - 12);

        alice.SendRtp(legA.Local, largest);
        bob.Hear(1);
        recorder.Hear(2);

        Assert.Equal(largest, bob.Heard[0]);
        Assert.Equal(2, recorder.Heard.Count(packet => packet.Length == largest.Length));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task May_flood_one_port_without_delaying_another(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        using var stranger = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        var victim = wire.Leg(wire.Speaker());
        using var stop = new CancellationTokenSource();
        var packet = Speaker.Packet(1, 1, payloadType: 77);
        var flood = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) stranger.SendRtp(victim.Local, packet);
        });

        Wire.Until(() => wire.Plane.Counters.UnknownPayload > 0, "the flood has begun");
        for (var number = 0; number < 100; number++)
        {
            alice.Say(legA.Local, number);
            bob.Hear(number + 1);
        }

        await stop.CancelAsync();
        await flood;
        Assert.Equal(0, legA.Statistics.Lost);
    }

    [Fact]
    public void Of_a_closed_port_is_counted_and_does_not_close_the_leg()
    {
        using var wire = new Wire(Wire.Native);
        using var alice = wire.Speaker();
        var bob = wire.Speaker();
        var (legA, legB) = wire.Bridge(alice, bob);
        bob.Say(legB.Local, 0);
        alice.Hear(1);
        bob.Dispose();

        for (var number = 0; wire.Plane.Counters.Unreachable < 5; number++)
        {
            alice.Say(legA.Local, number);
            Wire.Until(() => legA.Statistics.Received == number + 1, "the leg takes it");
        }

        using var carol = wire.Speaker();
        legB.SetRemote(new LegRemote(carol.Endpoints, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        alice.Say(legA.Local, 1000);
        carol.Hear(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_a_recorder_that_answers_with_RTP(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var recorder = wire.Speaker();
        var leg = wire.Leg(alice);
        var replica = wire.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        alice.Say(leg.Local, 0);
        recorder.Hear(1);

        recorder.Say(replica.Local, 0, 5);
        Wire.Until(() => wire.Plane.Counters.WrongSource == 5, "they are counted");
        alice.Say(leg.Local, 1);
        recorder.Hear(2);
        Assert.Equal(0, alice.HeardByNow());
    }

    [Fact]
    public void Is_an_address_nothing_can_be_sent_to()
    {
        using var wire = new Wire(Wire.Native);
        using var alice = wire.Speaker();
        var (legA, legB) = (wire.Leg(alice), wire.Leg());
        var nowhere = new IPEndPoint(IPAddress.Loopback, 0);
        legB.SetRemote(new LegRemote(new RtpEndpoints(nowhere, nowhere), MediaDirection.SendReceive, []));
        legA.BridgeTo(legB);

        alice.Say(legA.Local, 0, 3);
        Wire.Until(() => wire.Plane.Counters.SendFailed == 3, "they are counted");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_one_leg_more_than_there_are_ports(string kind)
    {
        using var wire = new Wire(kind, ports: new RtpPortRange(11_900, 11_902));
        var first = wire.Leg();
        var second = wire.Leg();

        Assert.False(wire.Plane.TryOpenLeg(LegOptions.Default, wire, out _));
        Assert.Equal(1, wire.Plane.Counters.NoPort);
        first.Close();
        wire.Leg().Close();
        second.Close();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_a_party_that_changes_its_source_with_every_packet(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        for (var number = 0; number < 500; number++)
        {
            alice.Ssrc = (uint)number;
            alice.Say(legA.Local, number);
            bob.Hear(number + 1);
        }

        Wire.Until(() => wire.Facts.OfType<LegFact.SsrcChanged>().Count() + wire.Plane.Counters.UntoldFacts == 499, "every change is told or counted");
    }
}
