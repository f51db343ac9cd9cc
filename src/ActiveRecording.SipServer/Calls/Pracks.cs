using System.Text;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// PRACK end to end (RFC 3262 §4, §5): the caller's leads to ours, what the callee answers goes back; an offer or answer in
/// it is negotiated.
/// </summary>
internal static class Pracks
{
    /// <summary>The caller acknowledges what it was told reliably.</summary>
    public static void Receive(SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest prack)
    {
        var other = leg.Opposite();
        var due = turn[other]?.Forks.Next;
        if (prack.Body.IsEmpty) Relay(turn, other, due, transaction, null);
        else Negotiate(turn, leg, transaction, prack, due);
        // What the caller has acknowledged, the callee must not wait for, whatever came of the body.
        if (due is not null && turn[other]?.Forks.Next == due) Send(turn, other, due);
    }

    /// <summary>A PRACK whose outcome changes nothing.</summary>
    public static void Send(SipTurn turn, LegId leg, AwaitedPrack due)
    {
        if (Create(turn, leg, due, null) is ({ } request, _)) turn.Do(new SwitchedCallEffect.SendUnwatched(leg, request));
    }

    /// <summary>A PRACK with our answer; what comes of it is told to the caller whose PRACK brought that answer.</summary>
    public static void SendAnswer(SipTurn turn, LegId leg, SessionDescription sdp)
    {
        if (turn[leg]?.Forks.Next is not { } due) return;
        if (turn.Pracked is { } asked) Relay(turn, leg, due, asked, sdp);
        turn.Pracked = null;
    }

    /// <summary>The PRACK of a response, with a body if one is given; it is no longer due. Null if its dialog is gone.</summary>
    public static (SipRequest? Request, string Branch) Create(SipTurn turn, LegId leg, AwaitedPrack due, SessionDescription? sdp)
    {
        if (turn[leg] is not { } dialog) return (null, "");
        turn[leg] = dialog = dialog with { Early = dialog.Forks.Sent(due) };
        if (dialog.Forks[due.RemoteTag] is not { } fork) return (null, "");
        var early = dialog with { Dialog = fork.In(dialog.Dialog) };
        var (next, request, branch) = LegRequests.Next(turn.Tokens, leg, early, SipMethod.Prack);
        turn[leg] = dialog with { Dialog = dialog.Dialog with { LocalCSeq = next.Dialog.LocalCSeq } };
        request.RAck = new(due.RSeq, due.CSeq, SipMethod.Invite);
        if (sdp is not null) request.SetBody(SessionDescription.ContentType, Encoding.UTF8.GetBytes(sdp.ToString()));
        return (request, branch);
    }

    private static void Negotiate(
        SipTurn turn, LegId leg, ServerTransactionId transaction, SipRequest prack, AwaitedPrack? due)
    {
        if (!ReceivedRequests.TryReadOffer(prack, out var sdp, out var refusal) || sdp is null)
        {
            turn.Do(new SwitchedCallEffect.Respond(leg, transaction, refusal));
            return;
        }

        if (!IsAnswer(turn.State.Call.AllLegs[leg]))
        {
            ReceivedRequests.Offer(turn, leg, transaction, prack);
            return;
        }

        turn.Pracked = transaction;
        turn.Tell(new CallCommand.AnswerRinging(turn.At, sdp));
        if (turn.Pracked is null) return;
        turn.Pracked = null;
        Relay(turn, leg.Opposite(), due, transaction, null);
    }

    /// <summary>Whether we made an offer in a reliable response, or have just answered the INVITE that waited for one.</summary>
    private static bool IsAnswer(Leg leg) => leg is Leg.Invited { Session: { Agreed: false, Exchange: Exchange.Sent } }
        or Leg.Open { Exchange: Exchange.AwaitingAck { Offer: null } };

    /// <summary>Passes a PRACK on; one that nobody waits for is answered here.</summary>
    private static void Relay(SipTurn turn, LegId leg, AwaitedPrack? due, ServerTransactionId asked, SessionDescription? sdp)
    {
        if (due is not null && Create(turn, leg, due, sdp) is ({ } request, var branch)) turn.Do(new SwitchedCallEffect.Relay(leg, request, branch, asked));
        else turn.Do(new SwitchedCallEffect.Respond(leg.Opposite(), asked, new ResponseDraft(200)));
    }
}
