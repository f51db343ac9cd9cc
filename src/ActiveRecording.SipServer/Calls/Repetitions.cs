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
        var known = turn.State.Known.Find(KnownRequest.KeyOf(received.Transaction), turn.At);
        if (known is null || turn[received.Leg] is not { } dialog) return false;
        if (known.Answer is { } answer)
            turn.Repeat(new(received.Leg, received.Transaction, KnownRequest.Draft(answer, dialog)));
        else
            PartyRequests.RelayAgain(turn, received.Leg, received.Transaction, received.Request, known.PassedOn);
        return true;
    }

    /// <summary>After a restart: a refusal of an INVITE whose ACK has not come is said again, as long as the peer waits for it.</summary>
    public static void Refuse(SipTurn turn, LegId leg)
    {
        if (turn[leg] is not { Received: { Method: null } received, IsRefused: true } dialog) return;
        var known = turn.State.Known.Find(KnownRequest.KeyOf(received.Transaction()), turn.At);
        if (known?.Answer is not { } answer || received.Request() is not { } invite)
        {
            turn[leg] = dialog.RefusalSettled();
            return;
        }

        turn.Do(new SwitchedCallEffect.Revive(leg, received.Transaction(), invite));
        turn.Repeat(new(leg, received.Transaction(), KnownRequest.Draft(answer, dialog)));
    }

    /// <summary>The peer has acknowledged our refusal, or will not any more.</summary>
    public static void Settle(SipTurn turn, LegId leg, ServerTransactionId transaction)
    {
        if (turn[leg] is { Received: { } received, IsRefused: true } dialog && received.Transaction() == transaction)
            turn[leg] = dialog.RefusalSettled();
    }
}
