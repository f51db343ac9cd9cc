using System.Net;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>Both planes on the machine's loopback.</summary>
public sealed class Real_sockets
{
    private static readonly byte[] AnyRtcp = Convert.FromHexString("80C9000100000001");

    public static TheoryData<string> Kinds => Wire.Kinds;

    [Theory]
    [InlineData(Wire.Portable, "127.0.0.1", 1)]
    [InlineData(Wire.Portable, "::1", 1)]
    [InlineData(Wire.Native, "127.0.0.1", 1)]
    [InlineData(Wire.Native, "127.0.0.1", 0)]
    [InlineData(Wire.Native, "::1", 1)]
    public void Carry_bursts_byte_for_byte_in_order_both_ways_and_to_a_receiver(string kind, string address, int tickMs)
    {
        using var wire = new Wire(kind, IPAddress.Parse(address), tick: TimeSpan.FromMilliseconds(tickMs));
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        var (legA, legB) = wire.Bridge(alice, bob);
        var tape = new Tape();
        var receiver = wire.Receiver(tape);
        var replica = wire.Replica(legA);
        receiver.SetRemote(replica.Local, [PayloadFormat.Pcmu]);
        replica.SetRemote(receiver.Local);

        var (fromAlice, fromBob) = (new List<byte[]>(), new List<byte[]>());
        for (var burst = 0; burst < 20; burst++)
        {
            fromAlice.AddRange(alice.Say(legA.Local, 65_300 + burst * 50, 50));
            fromBob.AddRange(bob.Say(legB.Local, burst * 50, 50));
            bob.Hear(fromAlice.Count);
            alice.Hear(fromBob.Count);
            Wire.Until(() => tape.Packets.Count == fromAlice.Count, "what the recorder gets");
        }

        Assert.Equal(fromAlice, bob.Heard);
        Assert.Equal(fromBob, alice.Heard);
        Assert.Equal(fromAlice, tape.Packets);
        Assert.Equal(0, receiver.Statistics.Lost);
        Assert.Equal(1000, legB.Statistics.Forwarded);
        Wire.Until(() => tape.Reports >= 1, "a sender report");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Count_strangers_and_let_the_described_address_take_over(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        using var stranger = wire.Speaker();
        var (legA, legB) = wire.Bridge(alice, bob);

        stranger.Say(legA.Local, 0, 1);
        bob.Hear(1);
        bob.Say(legB.Local, 0, 1);
        stranger.Hear(1);

        alice.Say(legA.Local, 1, 1);
        bob.Hear(2);
        bob.Say(legB.Local, 1, 1);
        alice.Hear(1);

        stranger.Say(legA.Local, 2, 10);
        Wire.Until(() => wire.Plane.Counters.WrongSource == 10, "strangers are counted");
        Assert.Equal(2, bob.HeardByNow());
        Wire.Until(() => wire.Facts.OfType<LegFact.SourceChanged>().Any(fact => fact.To.Equals(alice.Endpoints.Rtp)), "the observer hears of it");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Follow_a_party_to_another_address_when_it_has_been_silent_at_the_first(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var moved = wire.Speaker();
        using var bob = wire.Speaker();
        var (legA, legB) = wire.Bridge(alice, bob);
        alice.Say(legA.Local, 0, 1);
        bob.Hear(1);

        // However long this takes, fewer than 50 packets never suffice.
        moved.Say(legA.Local, 1, 49);
        Wire.Until(() => wire.Plane.Counters.WrongSource == 49, "the other address is noticed");
        for (var number = 50; bob.HeardByNow() == 1; number++)
        {
            moved.Say(legA.Local, number);
            Thread.Sleep(20);
        }

        bob.Say(legB.Local, 0, 1);
        moved.Hear(1);
        Assert.Equal(0, alice.HeardByNow());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_RTCP_from_the_shared_port_to_a_party_that_has_one_port(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        var legA = wire.Leg(alice);
        var legB = wire.Leg();
        legB.SetRemote(new LegRemote(new RtpEndpoints(bob.Endpoints.Rtp, bob.Endpoints.Rtp), MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        legA.BridgeTo(legB);

        alice.SendRtcp(legA.Local, AnyRtcp);
        bob.Hear(1);
        bob.SendRtp(legB.Local, AnyRtcp);
        alice.HearReports(1);

        Assert.Equal(AnyRtcp, bob.Heard[0]);
        Assert.Equal(2, wire.Plane.Counters.Rtcp);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Send_no_packet_after_a_cut_has_returned(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var recorder = wire.Speaker();
        var leg = wire.Leg(alice);
        var replica = wire.Replica(leg);
        var shared = wire.Replica(leg, isShared: true);
        replica.SetRemote(recorder.Endpoints);
        shared.SetRemote(recorder.Endpoints);

        for (var round = 0; round < 200; round++)
        {
            alice.Say(leg.Local, round * 4, 4);
            replica.SetActive(false);
            shared.SetActive(false);
            var heard = recorder.HeardByNow();
            alice.Say(leg.Local, round * 4 + 2, 2);
            Wire.Until(() => leg.Statistics.Received >= round * 6 + 6, "the leg hears them");
            Assert.Equal(heard, recorder.HeardByNow());
            replica.SetActive(true);
            shared.SetActive(true);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tell_of_a_silence_and_of_its_end(string kind)
    {
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        var leg = wire.Leg(alice, silence: TimeSpan.FromMilliseconds(30));

        Wire.Until(() => wire.Facts.OfType<LegFact.Silent>().Any(), "the silence");
        alice.Say(leg.Local, 0);
        Wire.Until(() => wire.Facts.OfType<LegFact.Heard>().Any(), "its end");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Let_an_observer_call_the_plane(string kind)
    {
        using var wire = new Wire(kind, shards: 2);
        using var alice = wire.Speaker();
        wire.WhenObserved = (leg, _) =>
        {
            wire.Leg(call: "a").Close();
            wire.Leg(call: "b").Close();
            leg.Close();
        };
        var legs = Enumerable.Range(0, 20).Select(number => wire.Leg(alice, call: $"{number}")).ToList();
        foreach (var leg in legs) alice.Say(leg.Local, 0);

        Wire.Until(() => wire.Plane.Counters.PortPairs == 0, "every leg is closed by its observer");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Refuse_to_bridge_legs_of_different_calls(string kind)
    {
        using var wire = new Wire(kind, shards: 4);
        var leg = wire.Leg(call: "one");

        leg.BridgeTo(wire.Leg(call: "one"));
        Assert.Throws<ArgumentException>(() => leg.BridgeTo(wire.Leg(call: "two")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answer_after_they_are_disposed(string kind)
    {
        var wire = new Wire(kind);
        using var alice = wire.Speaker();
        var (leg, _) = wire.Bridge(alice, alice);
        var replica = wire.Replica(leg, isShared: true);
        wire.Dispose();

        leg.SetRemote(new LegRemote(alice.Endpoints, MediaDirection.SendReceive, []));
        replica.SetActive(false);
        replica.Close();
        leg.Close();
        Assert.False(wire.Plane.TryOpenLeg(LegOptions.Default, wire, out _));
        Assert.Equal(0, leg.Statistics.Received);
        Assert.Equal(0, wire.Plane.Counters.PortPairs);
    }
}
