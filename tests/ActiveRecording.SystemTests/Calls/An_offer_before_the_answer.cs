using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>UPDATE and PRACK with descriptions between INVITE and answer (RFC 3262 §5, RFC 3311), from either side.</summary>
public sealed class An_offer_before_the_answer : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;
    private SipRequest invite;
    private SipRequest received;

    public An_offer_before_the_answer()
    {
        carol = house.Peer("carol");
        invite = received = carol.Invite("2002", null);
    }

    [Theory]
    [InlineData("dave", "updated-while-ringing")]
    [InlineData("erin", "recorded-and-updated-while-ringing")]
    public void Comes_from_the_caller(string callee, string flow)
    {
        var other = Ring(callee);
        Acknowledge();

        Assert.Equal(Direction.RecvOnly, DirectionIn(carol.Send(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)))));
        Assert.Equal(callee == "dave" ? 1 : 0, other.Requests.Count(r => r.Method == SipMethod.Update));
        Assert.Equal(Direction.SendRecv, DirectionIn(carol.Send(carol.Next(SipMethod.Update, carol.Sdp()))));
        Talk(other);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "updated-by-the-callee-while-ringing")]
    [InlineData("erin", "recorded-and-updated-by-the-callee-while-ringing")]
    public void Comes_from_the_callee(string callee, string flow)
    {
        var other = Ring(callee);
        Acknowledge();

        var answer = other.Send(other.Next(SipMethod.Update, other.Sdp(Direction.SendRecv, PayloadFormat.Pcma)));
        Assert.True(SessionDescription.TryParse(answer.Body.Span, out var sdp));
        Assert.Equal(CodecName.Pcma, sdp.Media[0].Payloads[0].Codec);
        Assert.Equal(callee == "dave" ? 1 : 0, carol.Requests.Count(r => r.Method == SipMethod.Update));
        Assert.Equal(200, other.Send(other.Next(SipMethod.Update)).StatusCode);
        Talk(other);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Is_told_to_wait_while_another_one_has_no_answer()
    {
        var dave = Ring("dave");
        Acknowledge();
        dave.Answer = request => request.Method == SipMethod.Update ? null : dave.Response(request, 200);

        carol.Post(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)));
        house.RunFor(0.1);
        var second = carol.Next(SipMethod.Update, carol.Sdp(Direction.Inactive));
        carol.Post(second);
        Assert.Equal(491, dave.Send(dave.Next(SipMethod.Update, dave.Sdp(Direction.SendOnly))).StatusCode);
        var tooEarly = Assert.Single(carol.Responses, r => r.CSeq == second.CSeq);
        Assert.Equal(500, tooEarly.StatusCode);
        Assert.True(tooEarly.Headers.Contains(HeaderNames.RetryAfter));

        var update = dave.Last(SipMethod.Update);
        dave.Respond(update, dave.Response(update, 491));
        house.RunFor(0.1);
        Assert.Equal(491, carol.Responses[^1].StatusCode);
        Talk(dave);
        GoldenFlow.Verify("updates-cross-while-ringing", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "answer-overtakes-update")]
    [InlineData("erin", "recorded-and-answer-overtakes-update")]
    public void Is_made_again_when_the_answer_overtakes_it(string callee, string flow)
    {
        var other = Ring(callee);
        Acknowledge();
        carol.Acknowledges = true;
        other.Answer = request => request.Method == SipMethod.Update ? null : other.Response(
            request, 200, request.Method == SipMethod.Invite ? other.Sdp() : null);

        carol.Post(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)));
        other.Respond(received, Accepted(other));
        house.RunFor(6);

        Assert.Contains(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);
        Assert.Contains(carol.Responses, r => r.CSeq.Method == SipMethod.Update);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Is_refused_when_the_call_ends_first()
    {
        var dave = Ring("dave");
        Acknowledge();
        dave.Answer = request => request.Method == SipMethod.Update ? null : dave.Response(request, 200);

        carol.Post(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)));
        house.RunFor(0.1);
        dave.Respond(received, dave.Response(received, 486));
        house.RunFor(1);

        Assert.Contains(carol.Responses, r => r.StatusCode == 487 && r.CSeq.Method == SipMethod.Update);
        Assert.Contains(carol.Responses, r => r.StatusCode == 486 && r.CSeq.Method == SipMethod.Invite);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("refused-while-updated", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "prack-with-an-offer")]
    [InlineData("erin", "recorded-and-prack-with-an-offer")]
    public void Comes_with_the_PRACK(string callee, string flow)
    {
        var other = Ring(callee);
        var accept = other.Answer;
        other.Answer = request => request.Method != SipMethod.Prack || request.Body.IsEmpty
            ? accept(request)
            : other.Response(request, 200, other.Sdp(Direction.RecvOnly));

        Assert.Equal(Direction.RecvOnly, DirectionIn(Acknowledge(carol.Sdp(Direction.SendOnly))));
        Assert.Equal(callee == "dave", !other.Last(SipMethod.Prack).Body.IsEmpty);
        Talk(other);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "late-offer-answered-with-prack")]
    [InlineData("erin", "recorded-and-late-offer-answered-with-prack")]
    public void Of_the_callee_is_answered_with_the_PRACK(string callee, string flow)
    {
        var other = Ring(callee, late: true);

        Assert.True(Acknowledge(carol.Sdp(Direction.SendRecv, PayloadFormat.Pcma)).IsSuccess);
        Assert.Equal(callee == "dave", !other.Last(SipMethod.Prack).Body.IsEmpty);
        var success = Talk(other);
        Assert.True(success.Body.IsEmpty);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static Direction? DirectionIn(SipResponse response) =>
        SessionDescription.TryParse(response.Body.Span, out var sdp) ? sdp.DirectionOf(sdp.Media[0]) : null;

    /// <summary>A callee that rings reliably, with a description.</summary>
    private HandPeer Ring(string callee, bool late = false)
    {
        var other = house.Peer(callee);
        var accept = other.Answer;
        other.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? null : accept(request);
        invite = carol.Invite(other.Number, late ? null : carol.Sdp());
        invite.AddSupported(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.3);
        received = other.Last(SipMethod.Invite);
        Assert.True(received.Supports(OptionTags.Reliable));
        var early = other.Response(received, 183, other.Sdp());
        early.AddRequired(OptionTags.Reliable);
        other.State = Dialog.FromUas(received, "hand", early.Contact!.Uri, early: true);
        other.Respond(received, early);
        house.RunFor(0.1);
        Assert.True(Assert.Single(carol.Responses).IsReliable);
        return other;
    }

    /// <summary>The caller's PRACK, with a description if one is given.</summary>
    private SipResponse Acknowledge(SessionDescription? sdp = null)
    {
        var progress = carol.Responses[^1];
        (carol.State, var prack) = Prack.Create(Dialog.FromUac(invite, progress), progress);
        if (sdp is not null) prack.SetBody(SessionDescription.ContentType, sdp.ToBytes());
        var response = carol.Send(prack);
        Assert.Equal(200, response.StatusCode);
        return response;
    }

    /// <summary>The callee answers without saying again what was agreed; both talk, and the caller hangs up.</summary>
    private SipResponse Talk(HandPeer other)
    {
        other.Respond(received, Accepted(other));
        house.RunFor(1);
        var success = Assert.Single(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);
        house.HangUp(carol);
        return success;
    }

    private SipResponse Accepted(HandPeer other) => other.Response(received, 200);
}
