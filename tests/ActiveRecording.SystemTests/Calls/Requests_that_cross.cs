using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Both parties speak at once.</summary>
public sealed class Requests_that_cross : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;

    public Requests_that_cross() => carol = house.Peer("carol");

    [Fact]
    public void Two_re_INVITEs_of_a_direct_call_are_both_told_to_wait()
    {
        var dave = Talk("dave");
        dave.Answer = request => dave.Response(request, request.Method == SipMethod.Invite ? 491 : 200);

        carol.Post(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
        dave.Post(dave.Next(SipMethod.Invite, dave.Sdp(Direction.SendOnly)));
        house.RunFor(1);

        Assert.Equal(491, carol.Responses[^1].StatusCode);
        Assert.Equal(491, dave.Responses[^1].StatusCode);
        dave.Answer = request => dave.Response(request, 200, request.Method == SipMethod.Invite ? dave.Sdp(Direction.RecvOnly) : null);
        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly))).StatusCode);
        house.HangUp(carol);
        GoldenFlow.Verify("re-invites-cross", house.Ladder());
    }

    [Fact]
    public void A_hold_of_each_party_of_a_recorded_call_is_told_when_the_other_is_through()
    {
        var erin = Talk("erin");

        carol.Post(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
        erin.Post(erin.Next(SipMethod.Invite, erin.Sdp(Direction.SendOnly)));
        house.RunFor(6);

        Assert.Equal(200, carol.Responses[^1].StatusCode);
        Assert.Equal(200, erin.Responses[^1].StatusCode);
        house.HangUp(carol);
        GoldenFlow.Verify("recorded-and-re-invites-cross", house.Ladder());
    }

    [Fact]
    public void The_switchs_own_offer_is_repeated_after_the_pause_that_a_491_asks_for()
    {
        var erin = Talk("erin");
        var refused = 0;
        var accept = erin.Answer;
        erin.Answer = request => request.Method == SipMethod.Invite && refused++ == 0 ? erin.Response(request, 491) : accept(request);

        carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
        house.RunFor(6);

        Assert.Equal(2, refused);
        house.HangUp(carol);
        GoldenFlow.Verify("recorded-and-told-to-wait", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "bye-crosses-re-invite")]
    [InlineData("erin", "recorded-and-bye-crosses-re-invite")]
    public void A_BYE_ends_what_a_re_INVITE_began(string callee, string flow)
    {
        var other = Talk(callee);
        other.Answer = request => other.Response(request, request.Method == SipMethod.Invite ? 481 : 200);

        carol.Post(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
        other.Post(other.Next(SipMethod.Bye));
        house.RunFor(3);

        Assert.Contains(carol.Responses, r => r.StatusCode == 487 && r.CSeq.Method == SipMethod.Invite);
        Assert.Contains(carol.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "bye-from-both")]
    [InlineData("erin", "recorded-and-bye-from-both")]
    public void Both_parties_hang_up(string callee, string flow)
    {
        var other = Talk(callee);

        var bye = carol.Next(SipMethod.Bye);
        bye.Headers.Set(HeaderNames.Reason, "Q.850;cause=16");
        carol.Post(bye);
        other.Post(other.Next(SipMethod.Bye));
        house.RunFor(3);

        Assert.Equal(200, carol.Responses[^1].StatusCode);
        Assert.Equal(200, other.Responses[^1].StatusCode);
        Assert.Equal("Q.850;cause=16", other.Last(SipMethod.Bye).Headers.First(HeaderNames.Reason));
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private HandPeer Talk(string callee)
    {
        var other = house.Peer(callee);
        house.Connect(carol, other);
        return other;
    }
}
