using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Answers with the wrong tag, number or Contact, and two that differ: the call they belong to goes on.</summary>
public sealed class Answers_that_fit_nothing : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;
    private HandPeer other;

    public Answers_that_fit_nothing() => carol = other = house.Peer("carol");

    [Theory]
    [InlineData("dave", "answered-under-another-tag")]
    [InlineData("erin", "recorded-and-answered-under-another-tag")]
    public void A_re_INVITE_answered_under_another_tag_is_answered(string callee, string flow)
    {
        Talk(callee);
        var accept = other.Answer;
        other.Answer = request => Changed(accept(request)!, HeaderNames.To, $"<{request.To.Uri}>;tag=another");

        carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.SendOnly)));
        house.RunFor(0.5);
        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Invite, carol.Sdp())).StatusCode);
        house.RunFor(0.5);

        Assert.DoesNotContain(other.Requests, r => r.Method == SipMethod.Bye);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "answered-under-another-number")]
    [InlineData("erin", "recorded-and-answered-under-another-number")]
    public void An_answer_under_another_number_is_acknowledged_under_ours(string callee, string flow)
    {
        Call(callee, response => Changed(response, HeaderNames.CSeq, "77 INVITE"));

        Assert.Equal(1u, other.Last(SipMethod.Ack).CSeq.Number);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "answered-to-another-method")]
    [InlineData("erin", "recorded-and-answered-to-another-method")]
    public void An_answer_to_another_method_is_nobodys(string callee, string flow)
    {
        var first = true;
        other = house.Peer(callee);
        var accept = other.Answer;
        other.Answer = request =>
        {
            if (request.Method != SipMethod.Invite || !first) return accept(request);
            first = false;
            other.Endpoint.Forward(other.TransactionOf(request), Changed(other.Response(request, 180), HeaderNames.CSeq, "1 OPTIONS"));
            return null;
        };
        carol.Post(carol.Invite(other.Number, carol.Sdp()));
        house.RunFor(0.3);
        Assert.Empty(carol.Responses);

        var invite = other.Last(SipMethod.Invite);
        other.Respond(invite, other.Response(invite, 486));
        house.RunFor(1);
        Assert.Equal(486, Assert.Single(carol.Responses).StatusCode);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("sip:dave@unknown.invalid", "answered-from-nowhere")]
    [InlineData(null, "answered-without-contact")]
    public void An_answer_without_a_usable_Contact_makes_a_call_that_can_be_ended(string? contact, string flow)
    {
        Call("erin", response => Changed(response, HeaderNames.Contact, contact is null ? null : $"<{contact}>"));

        house.HangUp(carol);
        Assert.Contains(house.Events, e => e.EndsWith("recording-completed", StringComparison.Ordinal));
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "answered-twice-differently")]
    [InlineData("erin", "recorded-and-answered-twice-differently")]
    public void Of_two_different_answers_the_first_one_counts(string callee, string flow)
    {
        Call(callee, response => response);
        var invite = other.Last(SipMethod.Invite);

        other.Endpoint.Forward(
            other.TransactionOf(invite), other.Response(invite, 200, other.Sdp(Direction.SendOnly, PayloadFormat.Pcma)));
        house.RunFor(0.5);

        Assert.Equal(2, other.Requests.Count(r => r.Method == SipMethod.Ack));
        Assert.Single(carol.Responses, r => r.StatusCode == 200);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static SipResponse Changed(SipResponse response, string header, string? value)
    {
        response.Headers.SetOrRemove(header, value);
        return response;
    }

    private void Talk(string callee)
    {
        other = house.Peer(callee);
        house.Connect(carol, other);
    }

    /// <summary>A call whose 200 is changed.</summary>
    private void Call(string callee, Func<SipResponse, SipResponse> change)
    {
        other = house.Peer(callee);
        var accept = other.Answer;
        other.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? change(accept(request)!) : accept(request);
        Assert.Equal(200, carol.Send(carol.Invite(other.Number, carol.Sdp())).StatusCode);
        house.RunFor(0.5);
    }
}
