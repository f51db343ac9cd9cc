using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Peers that break the rules: neither the other party nor the recording is harmed.</summary>
public sealed class Bad_peers : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;

    public Bad_peers() => carol = house.Peer("carol");

    [Theory]
    [InlineData("dave", "callee-never-answers")]
    [InlineData("erin", "recorded-callee-never-answers")]
    public void A_callee_that_says_nothing_is_given_up(string callee, string flow)
    {
        var other = house.Peer(callee);
        other.Endpoint.Dispose();

        Assert.Equal(408, carol.Send(carol.Invite(other.Number, carol.Sdp())).StatusCode);
        house.RunFor(2);

        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void A_callee_that_rings_for_ever_is_given_up()
    {
        var dave = house.Peer("dave");
        dave.Answer = request => request.Method == SipMethod.Invite ? dave.Response(request, 180) : dave.Response(request, 200);
        carol.Post(carol.Invite(dave.Number, carol.Sdp()));
        house.RunFor(300);

        Assert.Equal(480, carol.Responses[^1].StatusCode);
        Assert.Contains(dave.Requests, r => r.Method == SipMethod.Cancel);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("callee-rings-for-ever", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "answer-without-description")]
    [InlineData("erin", "recorded-answer-without-description")]
    public void A_200_without_a_description_is_acknowledged_and_hung_up(string callee, string flow)
    {
        var other = house.Peer(callee);
        other.Answer = request => other.Response(request, 200);

        Assert.Equal(488, carol.Send(carol.Invite(other.Number, carol.Sdp())).StatusCode);
        house.RunFor(2);

        Assert.Contains(other.Requests, r => r.Method == SipMethod.Ack);
        Assert.Contains(other.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Requests_with_another_tag_or_an_old_number_change_nothing()
    {
        var erin = Talk("erin");
        var good = carol.State!;

        carol.State = good with { LocalTag = "stranger" };
        Assert.Equal(481, carol.Send(carol.Next(SipMethod.Bye)).StatusCode);
        carol.State = good with { RemoteTag = good.RemoteTag[..^1] + "x" };
        Assert.Equal(481, carol.Send(carol.Next(SipMethod.Bye)).StatusCode);
        carol.State = good with { LocalCSeq = 0 };
        Assert.Equal(500, carol.Send(carol.Next(SipMethod.Bye)).StatusCode);

        carol.State = good;
        Assert.DoesNotContain(erin.Requests, r => r.Method == SipMethod.Bye);
        house.HangUp(carol);
        GoldenFlow.Verify("recorded-and-a-stranger-hangs-up", house.Ladder());
    }

    [Fact]
    public void An_answer_with_another_branch_is_nobodys()
    {
        var dave = house.Peer("dave");
        dave.Answer = _ => null;
        carol.Post(carol.Invite(dave.Number, carol.Sdp()));
        house.RunFor(0.2);
        var invite = dave.Last(SipMethod.Invite);
        var stray = invite.Clone();
        stray.ReplaceTopVia(invite.TopVia with { Parameters = invite.TopVia.Parameters.With("branch", "z9hG4bKstray") });

        dave.Respond(invite, dave.Response(stray, 183, dave.Sdp()));
        house.RunFor(0.2);
        Assert.Empty(carol.Responses);

        dave.Respond(invite, dave.Response(invite, 486));
        house.RunFor(1);
        Assert.Equal(486, Assert.Single(carol.Responses).StatusCode);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("answer-with-another-branch", house.Ladder());
    }

    [Fact]
    public void A_peer_that_moves_is_followed_where_its_contact_says()
    {
        var erin = Talk("erin");
        var dave = house.Peer("dave");
        erin.State = erin.State! with { LocalTarget = "sip:2003@127.0.0.1:5096" };

        Assert.Equal(200, erin.Send(erin.Next(SipMethod.Invite, erin.Sdp())).StatusCode);
        house.RunFor(0.5);
        house.HangUp(carol);

        Assert.Contains(dave.Requests, r => r.Method == SipMethod.Bye);
        GoldenFlow.Verify("recorded-and-moved", house.Ladder());
    }

    [Fact]
    public void A_peer_that_moves_nowhere_ends_its_call_and_not_its_recording()
    {
        var erin = Talk("erin");
        erin.State = erin.State! with { LocalTarget = "sip:2003@unknown.invalid" };

        Assert.Equal(200, erin.Send(erin.Next(SipMethod.Invite, erin.Sdp())).StatusCode);
        house.RunFor(0.5);
        house.HangUp(carol);

        Assert.Contains(house.Events, e => e.EndsWith("recording-completed", StringComparison.Ordinal));
        GoldenFlow.Verify("recorded-and-moved-nowhere", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "re-invite-without-common-codec")]
    [InlineData("erin", "recorded-re-invite-without-common-codec")]
    public void An_offer_without_a_common_codec_is_refused_and_the_call_goes_on(string callee, string flow)
    {
        var other = Talk(callee);
        var accept = other.Answer;
        other.Answer = request => request.Method == SipMethod.Invite ? other.Response(request, 488) : accept(request);

        Assert.Equal(488, carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendRecv, PayloadFormat.TelephoneEvent))).StatusCode);
        house.RunFor(1);

        Assert.Equal(1, house.SipServer.Calls);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "re-invite-without-offer")]
    [InlineData("erin", "recorded-re-invite-without-offer")]
    public void A_re_INVITE_without_an_offer_gets_ours(string callee, string flow)
    {
        var other = Talk(callee);
        carol.Acknowledges = false;

        var response = carol.Send(carol.Next(SipMethod.Invite));
        Assert.True(SessionDescription.TryParse(response.Body.Span, out var offer));
        Assert.Equal(Direction.SendRecv, offer.DirectionOf(offer.Media[0]));
        carol.Acknowledge(response.CSeq.Number, carol.Sdp(Direction.SendRecv, PayloadFormat.Pcmu));
        house.RunFor(1);

        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendRecv, PayloadFormat.Pcmu))).StatusCode);
        carol.Acknowledge(carol.Responses[^1].CSeq.Number);
        house.HangUp(other);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "session-refreshed")]
    [InlineData("erin", "recorded-and-refreshed")]
    public void A_refresh_is_answered_without_asking_anybody(string callee, string flow)
    {
        var other = Talk(callee);
        var asked = other.Requests.Count;

        var same = carol.Sdp();
        carol.Send(carol.Next(SipMethod.Invite, same));
        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Invite, same.WithNextVersion())).StatusCode);
        house.RunFor(0.5);

        Assert.DoesNotContain(other.Requests.Skip(asked), r => r.Method == SipMethod.Invite);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void A_request_that_has_gone_round_is_not_taken_again()
    {
        var dave = house.Peer("dave");
        var exhausted = carol.Invite(dave.Number, carol.Sdp());
        exhausted.Headers.Set(HeaderNames.MaxForwards, "0");
        Assert.Equal(483, carol.Send(exhausted).StatusCode);

        dave.Answer = _ => null;
        var invite = carol.Invite(dave.Number, carol.Sdp());
        carol.Post(invite);
        house.RunFor(0.1);
        carol.Post(invite.Clone());
        house.RunFor(0.2);
        Assert.Equal(482, carol.Responses[^1].StatusCode);
        Assert.Single(dave.Requests, r => r.Method == SipMethod.Invite);

        dave.Respond(dave.Last(SipMethod.Invite), dave.Response(dave.Last(SipMethod.Invite), 486));
        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("merged-and-exhausted", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private HandPeer Talk(string callee)
    {
        var other = house.Peer(callee);
        house.Connect(carol, other);
        return other;
    }
}
