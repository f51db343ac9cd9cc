using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class Two_bridged_legs : IDisposable
{
    private static readonly byte[] AnyRtcp = Convert.FromHexString("80C9000100000001");
    private readonly Bench bench = new();
    private readonly Party alice;
    private readonly Party bob;
    private readonly IRtpLeg legA;
    private readonly IRtpLeg legB;

    public Two_bridged_legs()
    {
        alice = bench.Party(10000);
        bob = bench.Party(10002);
        (legA, legB) = bench.Bridge(alice, bob);
    }

    [Fact]
    public void Forward_RTP_byte_for_byte_in_both_directions()
    {
        var fromAlice = bench.Talk(alice, legA, 5);
        var fromBob = bench.Talk(bob, legB, 5, first: 65_533);

        Assert.Equal(fromAlice, bob.Heard);
        Assert.Equal(fromBob, alice.Heard);
        Assert.Equal(5, legA.Statistics.Received);
        Assert.Equal(5, legA.Statistics.Forwarded);
        Assert.Equal(0, legA.Statistics.Lost);
        Assert.Equal(10, bench.Plane.Counters.Rtp);
    }

    [Fact]
    public void Change_nothing_but_the_payload_type_where_the_parties_number_differently()
    {
        legA.Translate(new PayloadTranslation((0, 111), (101, 96)));
        var renumbered = alice.Say(legA.Local, 1, payloadType: 101).ToArray();
        var passed = alice.Say(legA.Local, 2, payloadType: 13);
        var large = new byte[4000];
        new RtpHeader(0, 3, 480, 7, Marker: true).Write(large, []);
        alice.SendRtp(legA.Local, large);
        var back = bench.Talk(bob, legB, 1);
        bench.Settle();

        renumbered[1] = 96;
        large[1] = 0x80 | 111;
        Assert.Equal([renumbered, passed, large], bob.Heard);
        Assert.Equal(back, alice.Heard);
        Assert.Equal(2, bench.Plane.Counters.Renumbered);

        legA.Translate(PayloadTranslation.None);
        Assert.Equal(bench.Talk(alice, legA, 1, first: 5), bob.Heard[3..]);
    }

    [Fact]
    public void Keep_the_order_of_arrival_and_every_odd_packet()
    {
        List<byte[]> said = [alice.Say(legA.Local, 3), alice.Say(legA.Local, 1), alice.Say(legA.Local, 1), alice.Say(legA.Local, 9, payloadType: 13)];
        bench.Settle();

        Assert.Equal(said, bob.Heard);
    }

    [Fact]
    public void Forward_RTCP_on_its_own_port_or_on_the_shared_one()
    {
        alice.SendRtcp(legA.Local, AnyRtcp);
        alice.SendRtp(legA.Local, AnyRtcp);
        bench.Settle();

        Assert.Equal([AnyRtcp, AnyRtcp], bob.Reports);
        Assert.Empty(bob.Heard);
        Assert.Equal(2, bench.Plane.Counters.Rtcp);
    }

    [Fact]
    public void Count_by_kind_what_they_do_not_forward()
    {
        var stranger = bench.Party(10010, "127.0.0.9");
        bench.Talk(alice, legA, 1);
        alice.SendRtp(legA.Local, [0x80, 0]);
        alice.SendRtp(legA.Local, new byte[40]);
        alice.SendRtcp(legA.Local, [0x80, 201, 0, 9, 0, 0, 0, 0]);
        stranger.Say(legA.Local, 1);
        stranger.Say(legA.Local, 1, payloadType: 77);
        stranger.SendRtcp(legA.Local, AnyRtcp);
        bench.Settle();

        Assert.Single(bob.Heard);
        Assert.Empty(bob.Reports);
        Assert.Equal(6, legA.Statistics.Dropped);
        Assert.Equal(
            new RtpCounters(Rtp: 1, Rtcp: 0, TooShort: 1, Malformed: 2, WrongSource: 2, UnknownPayload: 1, Held: 0, PortPairs: 2, Renumbered: 0),
            bench.Plane.Counters);
    }

    [Fact]
    public void Send_nothing_to_a_party_without_an_address()
    {
        var early = bench.Leg();
        legA.BridgeTo(early);

        bench.Talk(alice, legA, 2);
        bench.Talk(bob, early, 2);

        Assert.Equal(0, early.Statistics.Forwarded);
        Assert.Equal(2, alice.Heard.Count);
        Assert.Empty(bob.Heard);
    }

    [Fact]
    public void Respect_the_directions_of_a_hold()
    {
        legA.SetRemote(new LegRemote(alice.Endpoints, MediaDirection.SendOnly, [PayloadFormat.Pcmu]));
        var music = bench.Talk(alice, legA, 2);
        bench.Talk(bob, legB, 2);
        alice.SendRtcp(legA.Local, AnyRtcp);
        bob.SendRtcp(legB.Local, AnyRtcp);
        bench.Settle();

        Assert.Equal(music, bob.Heard);
        Assert.Empty(alice.Heard);
        Assert.Single(bob.Reports);
        Assert.Single(alice.Reports);

        legA.SetRemote(new LegRemote(alice.Endpoints, MediaDirection.Inactive, [PayloadFormat.Pcmu]));
        bench.Talk(alice, legA, 2);
        Assert.Equal(2, bob.Heard.Count);
        Assert.Equal(2, bench.Plane.Counters.Held);
    }

    [Fact]
    public void Part_when_one_is_bridged_elsewhere()
    {
        var carol = bench.Party(10004);
        var legC = bench.Leg(carol);
        legA.BridgeTo(legC);

        bench.Talk(alice, legA, 1);
        bench.Talk(bob, legB, 1);

        Assert.Single(carol.Heard);
        Assert.Empty(bob.Heard);
        Assert.Empty(alice.Heard);
    }

    [Fact]
    public void Give_their_ports_back_when_closed()
    {
        Assert.Equal(2, bench.Plane.Counters.PortPairs);
        legA.Close();
        legA.Close();
        legB.Close();

        alice.Say(legA.Local, 0);
        bench.Settle();
        Assert.Equal(0, bench.Plane.Counters.PortPairs);
        Assert.Empty(bob.Heard);
    }

    public void Dispose() => bench.Dispose();
}
