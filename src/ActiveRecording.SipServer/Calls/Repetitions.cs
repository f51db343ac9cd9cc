using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// Requests that a peer repeats because it heard no answer before the node was killed: the transaction is gone, the call
/// still knows them. They meet the answer they had, or go on to where they were passed on to, as they were.
/// </summary>
internal static class Repetitions
{
    /// <summary>Takes a request if it is known.</summary>
    public static bool TryTake(SipTurn turn, SwitchedCallCommand.Receive received)
    {
        if (turn[received.Leg] is not { } dialog) return false;
        if (TryRepeat(turn, received.Leg, received.Transaction, dialog)) return true;
        if (turn.State.Known.Find(KnownRequest.KeyOf(received.Transaction)) is not { } known) return false;
        PartyRequests.RelayAgain(turn, received.Leg, received.Transaction, received.Request, known.PassedOn);
        return true;
    }

    /// <summary>
    /// An INVITE without To tag that comes to a call that exists: repeated, or the same by another way (RFC 3261 §8.2.2.2).
    /// </summary>
    public static void Place(SipTurn turn, ServerTransactionId transaction)
    {
        if (turn[LegId.Origin] is not { } dialog || !TryRepeat(turn, LegId.Origin, transaction, dialog))
            turn.TurnAway(LegId.Origin, transaction, 482);
        if (turn.State.Call is CallState.Ended) turn.Do(new SwitchedCallEffect.Finish());
    }

    /// <summary>
    /// A CANCEL whose INVITE has no transaction here: the node that had it is gone. It means the caller's first INVITE; it is
    /// answered 200 if that was ever here, and changes something only if that is not answered (RFC 3261 §9.2).
    /// </summary>
    public static void Cancel(SipTurn turn, SwitchedCallCommand.ReceiveLateCancel cancel)
    {
        if (turn[cancel.Leg] is not { } dialog || !IsKnown(turn, dialog, cancel.Invite))
        {
            turn.TurnAway(cancel.Leg, cancel.Transaction, 481);
            return;
        }

        turn.Repeat(new(cancel.Leg, cancel.Transaction, new ResponseDraft(200) { ToTag = dialog.Dialog.LocalTag }));
        if (dialog.Received?.Transaction() == cancel.Invite)
            ReceivedRequests.Cancel(turn, new SwitchedCallCommand.ReceiveCancel(cancel.At, cancel.Leg, cancel.Invite, cancel.Reason));
    }

    /// <summary>After a restart: a refusal of an INVITE whose ACK has not come is said again, as long as the peer waits for it.</summary>
    public static void Refuse(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { Received: { Method: null } received, IsRefused: true } dialog) return;
        var known = turn.State.Known.Find(KnownRequest.KeyOf(received.Transaction()));
        if (known?.Answer is not { } answer || received.Request() is not { } invite)
        {
            turn[leg] = dialog.RefusalSettled();
            return;
        }

        turn.Do(new SwitchedCallEffect.Revive(leg, received.Transaction(), invite));
        turn.Repeat(new(leg, received.Transaction(), KnownRequest.Draft(answer, dialog)));
    }

    /// <summary>
    /// Answers a request that has its answer as before. An INVITE whose success was acknowledged, or whose call is over, waits for nothing
    /// any more; one that is not answered finally gets its answer when there is one.
    /// </summary>
    private static bool TryRepeat(SipTurn turn, LegId leg, ServerTransactionId transaction, LegDialog dialog)
    {
        var key = KnownRequest.KeyOf(transaction);
        if (turn.State.Known.Find(key)?.Answer is { } answer)
            turn.Repeat(new(leg, transaction, KnownRequest.Draft(answer, dialog)));
        else if (dialog.HasSettled(key))
            turn.Do(new SwitchedCallEffect.Forget(transaction));
        else if (dialog.Received is { Method: null } received && received.Transaction() == transaction)
            turn.Do(WillAnswer(turn, leg, dialog) ? new SwitchedCallEffect.Expect(leg, transaction) : new SwitchedCallEffect.Forget(transaction));
        else
            return false;
        return true;
    }

    /// <summary>A leg that is hung up says no success again; whoever waits for it hears the BYE.</summary>
    public static bool WillAnswer(SipTurn turn, LegId leg, LegDialog dialog) => turn.State.Call is not CallState.Ended
        && (dialog.Unanswered is not null || turn.State.Call.AllLegs[leg] is Leg.Open);

    private static bool IsKnown(SipTurn turn, LegDialog dialog, ServerTransactionId invite)
    {
        var key = KnownRequest.KeyOf(invite);
        return dialog.HasSettled(key) || turn.State.Known.Find(key) is not null || dialog.Received?.Transaction() == invite;
    }

    /// <summary>The peer has acknowledged our refusal, or will not any more.</summary>
    public static void Settle(SipTurn turn, LegId leg, ServerTransactionId transaction)
    {
        if (turn[leg] is { Received: { } received, IsRefused: true } dialog && received.Transaction() == transaction)
            turn[leg] = dialog.RefusalSettled();
    }
}
