namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class A_leg_finding_its_source : IDisposable
{
    private readonly Bench bench = new();
    private readonly Party alice;
    private readonly Party bob;
    private readonly Party behindNat;
    private readonly IRtpLeg legA;
    private readonly IRtpLeg legB;

    public A_leg_finding_its_source()
    {
        alice = bench.Party(10000);
        bob = bench.Party(10002);
        behindNat = bench.Party(10040, "127.0.0.7");
        (legA, legB) = bench.Bridge(alice, bob);
    }

    [Fact]
    public void Answers_where_the_first_valid_stream_comes_from()
    {
        bench.Talk(behindNat, legA, 2);
        bench.Talk(bob, legB, 2);

        Assert.Equal(2, bob.Heard.Count);
        Assert.Equal(2, behindNat.Heard.Count);
        Assert.Empty(alice.Heard);
    }

    [Fact]
    public void Is_not_caught_by_a_payload_that_was_not_negotiated()
    {
        behindNat.Say(legA.Local, 0, payloadType: 96);
        bench.Settle();

        Assert.Empty(bob.Heard);
        Assert.Equal(1, bench.Plane.Counters.UnknownPayload);
    }

    [Fact]
    public void Lets_the_described_address_take_over_at_any_time()
    {
        bench.Talk(behindNat, legA, 2);
        bench.Talk(alice, legA, 1);
        bench.Talk(bob, legB, 1);

        Assert.Equal(3, bob.Heard.Count);
        Assert.Single(alice.Heard);
        Assert.Equal(new LegFact.SourceChanged(alice.Endpoints.Rtp), bench.Facts[1]);
    }

    [Fact]
    public void Changes_it_after_50_packets_and_600_ms_without_the_locked_one()
    {
        bench.Talk(alice, legA, 10);
        bench.Talk(behindNat, legA, 49);
        Assert.Equal(10, bob.Heard.Count);

        bench.Talk(behindNat, legA, 1, first: 49);
        bench.Talk(bob, legB, 1);

        Assert.Equal(11, bob.Heard.Count);
        Assert.Single(behindNat.Heard);
    }

    [Fact]
    public void Does_not_change_it_while_the_locked_one_still_sends()
    {
        for (var number = 0; number < 200; number++)
        {
            alice.Say(legA.Local, number);
            behindNat.Say(legA.Local, number);
            bench.Settle();
        }

        Assert.Equal(200, bob.Heard.Count);
        Assert.Equal(200, bench.Plane.Counters.WrongSource);
    }

    [Fact]
    public void Does_not_change_it_on_hold()
    {
        bench.Talk(alice, legA, 10);
        legA.SetRemote(new LegRemote(alice.Endpoints, MediaDirection.SendOnly, [PayloadFormat.Pcmu]));
        bench.Talk(behindNat, legA, 100);

        Assert.Equal(10, bob.Heard.Count);
    }

    [Fact]
    public void Looks_for_it_anew_when_the_description_names_another()
    {
        var moved = bench.Party(10050);
        bench.Talk(alice, legA, 3);
        legA.SetRemote(new LegRemote(moved.Endpoints, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        bench.Talk(bob, legB, 1);
        bench.Talk(moved, legA, 1);

        Assert.Single(moved.Heard);
        Assert.Equal(4, bob.Heard.Count);
    }

    [Fact]
    public void Still_takes_stragglers_from_the_old_address_but_sends_nothing_there()
    {
        var moved = bench.Party(10050);
        bench.Talk(alice, legA, 3);
        legA.SetRemote(new LegRemote(moved.Endpoints, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        bench.Talk(alice, legA, 2, first: 3);
        bench.Talk(bob, legB, 1);

        Assert.Equal(5, bob.Heard.Count);
        Assert.Empty(alice.Heard);
        Assert.Single(moved.Heard);
    }

    [Fact]
    public void Returns_to_the_old_address_when_only_that_one_sends()
    {
        var wrong = bench.Party(10050);
        bench.Talk(alice, legA, 3);
        legA.SetRemote(new LegRemote(wrong.Endpoints, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        bench.Talk(alice, legA, 50, first: 3);
        bench.Talk(bob, legB, 1);

        Assert.Equal(53, bob.Heard.Count);
        Assert.Single(alice.Heard);
    }

    public void Dispose() => bench.Dispose();
}
