using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Between INVITE and answer: reliable and forked ringing, giving up with a reason.</summary>
public sealed class A_call_that_rings : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;

    public A_call_that_rings() => carol = house.Peer("carol");

    [Theory]
    [InlineData("dave", "rung-reliably")]
    [InlineData("erin", "recorded-and-rung-reliably")]
    public void Is_rung_reliably_from_end_to_end(string callee, string flow)
    {
        var other = Silent(callee);
        var invite = carol.Invite(other.Number, carol.Sdp());
        invite.AddSupported(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.5);
        var received = other.Last(SipMethod.Invite);
        Assert.True(received.Supports(OptionTags.Reliable));

        var early = other.Response(received, 183, other.Sdp());
        early.AddRequired(OptionTags.Reliable);
        other.Respond(received, early);
        house.RunFor(0.1);
        var progress = Assert.Single(carol.Responses);
        Assert.True(progress.IsReliable);
        Assert.False(progress.Body.IsEmpty);
        Assert.DoesNotContain(other.Requests, r => r.Method == SipMethod.Prack);

        (carol.State, var prack) = Prack.Create(Dialog.FromUac(invite, progress), progress);
        Assert.Equal(200, carol.Send(prack).StatusCode);
        Assert.Equal(SipMethod.Invite, other.Last(SipMethod.Prack).RAck?.Method);
        other.Respond(received, Accepted(other, received));
        house.RunFor(1);
        Assert.Contains(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);

        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Is_given_up_when_nobody_acknowledges_its_reliable_ringing()
    {
        var dave = Silent("dave");
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.AddRequired(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.5);
        dave.Respond(dave.Last(SipMethod.Invite), dave.Response(dave.Last(SipMethod.Invite), 180));
        house.RunFor(40);

        Assert.Equal(504, carol.Responses[^1].StatusCode);
        Assert.Contains(dave.Requests, r => r.Method == SipMethod.Cancel);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("rung-reliably-in-vain", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "forked")]
    [InlineData("erin", "recorded-and-forked")]
    public void Is_answered_by_one_of_several_phones_and_the_second_answer_hung_up(string callee, string flow)
    {
        var other = Silent(callee);
        carol.Post(carol.Invite(other.Number, carol.Sdp()));
        house.RunFor(0.5);
        var received = other.Last(SipMethod.Invite);

        other.Endpoint.Forward(TransactionOf(other), other.Response(received, 180, null, "desk"));
        house.RunFor(0.1);
        other.Endpoint.Forward(TransactionOf(other), other.Response(received, 183, other.Sdp(), "mobile"));
        house.RunFor(0.1);
        other.Endpoint.Forward(TransactionOf(other), Accepted(other, received, "mobile"));
        other.Endpoint.Forward(TransactionOf(other), Accepted(other, received, "desk"));
        house.RunFor(1);

        var bye = Assert.Single(other.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal("desk", bye.To.Tag);
        Assert.Equal(2, other.Requests.Count(r => r.Method == SipMethod.Ack));
        Assert.Single(carol.Responses, r => r.StatusCode == 200);
        house.HangUp(carol);
        Assert.Equal("mobile", other.Last(SipMethod.Bye).To.Tag);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Is_given_up_with_the_callers_reason()
    {
        var dave = Silent("dave");
        var invite = carol.Invite(dave.Number, carol.Sdp());
        var transaction = carol.Post(invite);
        house.RunFor(0.2);
        dave.Respond(dave.Last(SipMethod.Invite), dave.Response(dave.Last(SipMethod.Invite), 180));
        house.RunFor(0.2);

        carol.Endpoint.Cancel(transaction, "SIP;cause=200;text=\"Call completed elsewhere\"");
        house.RunFor(1);

        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", dave.Last(SipMethod.Cancel).Headers.First(HeaderNames.Reason));
        Assert.Equal(487, carol.Responses[^1].StatusCode);
        GoldenFlow.Verify("cancelled-with-a-reason", house.Ladder());
    }

    [Fact]
    public void Cannot_be_changed_by_UPDATE_before_its_offer_is_answered()
    {
        var dave = Silent("dave");
        var invite = carol.Invite(dave.Number, carol.Sdp());
        carol.Post(invite);
        house.RunFor(0.2);
        var received = dave.Last(SipMethod.Invite);
        dave.Respond(received, dave.Response(received, 180));
        house.RunFor(0.2);

        carol.State = Dialog.FromUac(invite, Assert.Single(carol.Responses));
        var refused = carol.Send(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)));
        Assert.Equal(500, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.First(HeaderNames.RetryAfter)!, System.Globalization.CultureInfo.InvariantCulture), 0, 10);
        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Update)).StatusCode);

        dave.Respond(received, Accepted(dave, received));
        house.RunFor(0.5);
        house.HangUp(carol);
        GoldenFlow.Verify("updated-before-the-answer", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static Sip.Transactions.ServerTransactionId TransactionOf(HandPeer peer) => peer.TransactionOf(peer.Last(SipMethod.Invite));

    /// <summary>A peer that leaves INVITEs to the test.</summary>
    private HandPeer Silent(string name)
    {
        var peer = house.Peer(name);
        peer.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? null : peer.Response(request, 200);
        return peer;
    }

    private static SipResponse Accepted(HandPeer peer, SipRequest invite, string tag = "hand")
    {
        var response = peer.Response(invite, 200, peer.Sdp(), tag);
        peer.State ??= Dialog.FromUas(invite, tag, response.Contact!.Uri);
        return response;
    }
}
