using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Several phones behind one callee: each is an early dialog with requests of its own (RFC 3261 §12.1, RFC 3262 §4).</summary>
public sealed class A_forked_call : IDisposable
{
    private const string Desk = "desk";
    private const string Mobile = "mobile";
    private readonly House house = new();
    private readonly HandPeer carol;
    private HandPeer other;
    private SipRequest received;
    private SipRequest invite;

    public A_forked_call()
    {
        carol = other = house.Peer("carol");
        invite = received = carol.Invite("2002", null);
    }

    [Theory]
    [InlineData("dave", "forked-and-rung-reliably")]
    [InlineData("erin", "recorded-and-forked-and-rung-reliably")]
    public void Is_acknowledged_and_updated_in_each_early_dialog(string callee, string flow)
    {
        Call(callee);
        Progress(Desk, 700, other.Sdp());
        Assert.Equal(200, Acknowledge().StatusCode);
        Progress(Mobile, 40, other.Sdp());
        Assert.Equal(200, Acknowledge().StatusCode);
        var pracks = other.Requests.Where(r => r.Method == SipMethod.Prack).ToList();
        Assert.Equal([Desk, Mobile], pracks.Select(r => r.To.Tag));
        Assert.Equal([700u, 40u], pracks.Select(r => r.RAck!.Value.Response));

        Talking(Mobile);
        Assert.Equal(200, other.Send(other.Next(SipMethod.Update, other.Sdp(Direction.SendRecv, PayloadFormat.Pcmu))).StatusCode);
        Talking(Desk);
        Assert.Equal(500, other.Send(other.Next(SipMethod.Update, other.Sdp())).StatusCode);
        Assert.Equal(200, other.Send(other.Next(SipMethod.Update)).StatusCode);

        Accept(Desk, null);
        house.RunFor(1);
        Assert.Single(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);
        house.HangUp(carol);
        Assert.Equal(Desk, other.Last(SipMethod.Bye).To.Tag);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Repeated_and_early_ringing_is_passed_over()
    {
        Call("dave");
        Progress(Desk, 700, null);
        Acknowledge();
        Progress(Desk, 700, null);
        Progress(Desk, 702, null);

        Assert.Single(other.Requests, r => r.Method == SipMethod.Prack);
        Assert.Equal(1, carol.Responses.Count(r => r.IsProvisional) + 1);
        Accept(Desk, other.Sdp());
        house.RunFor(1);
        house.HangUp(carol);
        GoldenFlow.Verify("rung-reliably-out-of-order", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "forked-in-sequence")]
    [InlineData("erin", "recorded-and-forked-in-sequence")]
    public void Is_heard_where_it_rings_last_and_then_where_it_is_answered(string callee, string flow)
    {
        Call(callee, reliable: false);
        other.Endpoint.Forward(Transaction, other.Response(received, 183, other.Sdp(), Desk));
        house.RunFor(0.2);
        other.Endpoint.Forward(Transaction, other.Response(received, 183, other.Sdp(Direction.SendOnly), Mobile));
        house.RunFor(0.2);
        Accept(Desk, other.Sdp());
        house.RunFor(1);

        house.HangUp(carol);
        Assert.Equal(Desk, other.Last(SipMethod.Bye).To.Tag);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private Sip.Transactions.ServerTransactionId Transaction => other.TransactionOf(received);

    private void Call(string callee, bool reliable = true)
    {
        other = house.Peer(callee);
        var accept = other.Answer;
        other.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? null : accept(request);
        invite = carol.Invite(other.Number, carol.Sdp());
        if (reliable) invite.AddSupported(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.3);
        received = other.Last(SipMethod.Invite);
    }

    private void Progress(string tag, uint number, SessionDescription? sdp)
    {
        var early = other.Response(received, sdp is null ? 180 : 183, sdp, tag);
        early.AddRequired(OptionTags.Reliable);
        early.RSeq = number;
        other.Endpoint.Forward(Transaction, early);
        house.RunFor(0.1);
    }

    private SipResponse Acknowledge()
    {
        var progress = carol.Responses[^1];
        carol.State ??= Dialog.FromUac(invite, progress);
        (carol.State, var prack) = Prack.Create(carol.State, progress);
        return carol.Send(prack);
    }

    /// <summary>What follows is said by that phone.</summary>
    private void Talking(string tag) =>
        other.State = Dialog.FromUas(received, tag, other.Response(received, 200).Contact!.Uri, early: true);

    private void Accept(string tag, SessionDescription? sdp)
    {
        var cseq = other.State?.LocalTag == tag ? other.State.LocalCSeq : 0;
        Talking(tag);
        other.State = other.State! with { LocalCSeq = cseq };
        other.Endpoint.Forward(Transaction, other.Response(received, 200, sdp, tag));
    }
}
