namespace ActiveRecording.Domain.Calls;

/// <summary>The end of a call, and of the dialogs it leaves behind: every leg gets its final word.</summary>
internal static class Release
{
    /// <summary>Before the answer: the caller's INVITE fails, everything else is taken back.</summary>
    public static bool Refuse(Turn turn, CallEndCause cause, int status, string reason, LegId? by)
    {
        var before = turn.Legs;
        turn.Do(new CallEffect.ClearDeadline(turn.State is CallState.Placed ? Deadline.Anchor : Deadline.NoAnswer));
        Rejoin.Forgo(turn);
        turn.Record(new CallEnded(turn.At, cause, status, by));
        turn.Do(new CallEffect.RefuseCaller(status, reason));
        foreach (var leg in Legs.Ids) Say(turn, before, leg);
        return true;
    }

    /// <summary>BYE from a party ends the call, BYE from the Media Server at most its part in it.</summary>
    public static bool HangUp(Turn turn, LegId leg)
    {
        switch (turn.State)
        {
            case CallState.Placed or CallState.Offered when leg == LegId.Origin:
                return Refuse(turn, CallEndCause.Abandoned, 487, "Request Terminated", leg);
            case CallState.Answered when !leg.IsMedia() && turn.Legs[leg] is Leg.Open:
                return End(turn, CallEndCause.HungUp, leg);
            case CallState.Placed or CallState.Offered or CallState.Answered
                when leg.IsMedia() && turn.Legs[leg] is Leg.Open:
                return Rejoin.HangUp(turn, leg);
            default:
                if (turn.Legs[leg] is Leg.Closing { AwaitsAck: true }) turn.Record(new LegClosed(turn.At, leg));
                return turn.Legs[leg] is Leg.Closing or Leg.Closed;
        }
    }

    /// <summary>CANCEL; when it crosses our answer it has no effect (RFC 3261 §9.2).</summary>
    public static bool Abandon(Turn turn, LegId leg)
    {
        if (turn.State is CallState.Placed or CallState.Offered && leg == LegId.Origin)
            return Refuse(turn, CallEndCause.Abandoned, 487, "Request Terminated", leg);
        return turn.Legs[leg] is not Leg.Open { Exchange: Exchange.Received } || Negotiation.TakeBack(turn, leg);
    }

    /// <summary>The caller may be gone: RFC 3261 §13.3.1.4 ends the session.</summary>
    public static bool MissConfirmation(Turn turn, LegId leg)
    {
        if (turn.Legs[leg] is Leg.Closing { AwaitsAck: true })
        {
            turn.Record(new LegConfirmed(turn.At, leg, null));
            turn.Do(new CallEffect.SendBye(leg));
            return true;
        }
        if (turn.Legs[leg] is not Leg.Open { Exchange: Exchange.AwaitingAck }) return false;
        turn.Record(new LegConfirmed(turn.At, leg, null));
        return End(turn, CallEndCause.NotConfirmed, null);
    }

    /// <summary>Our BYE is done.</summary>
    public static bool Close(Turn turn, LegId leg)
    {
        if (turn.Legs[leg] is not Leg.Closing) return false;
        turn.Record(new LegClosed(turn.At, leg));
        return true;
    }

    /// <summary>After the answer: everybody is hung up but the one that hung up.</summary>
    public static bool End(Turn turn, CallEndCause cause, LegId? by)
    {
        Inserting.Abandon(turn);
        Rejoin.Forgo(turn);
        var before = turn.Legs;
        if (by is { } gone) turn.Record(new LegClosed(turn.At, gone));
        RecordingControl.End(turn);
        turn.Record(new CallEnded(turn.At, cause, 200, by));
        turn.Do(new CallEffect.ClearDeadline(Deadline.OfferAgain));
        foreach (var leg in Legs.Ids)
        {
            if (leg != by) Say(turn, before, leg);
            else if (before[leg] is Leg.Open open) Settle(turn, leg, open.Exchange);
        }
        return true;
    }

    /// <summary>A success that nobody wants is acknowledged and hung up (RFC 3261 §13.2.2.4).</summary>
    public static void Drop(Turn turn, LegId leg)
    {
        turn.Record(new LegDropped(turn.At, leg));
        turn.Do(new CallEffect.Acknowledge(leg, null));
        turn.Do(new CallEffect.SendBye(leg));
    }

    /// <summary>The last word on a leg that was not over before.</summary>
    public static void Say(Turn turn, Legs before, LegId leg)
    {
        switch (before[leg])
        {
            case Leg.Inviting { Cancelled: false }:
                turn.Do(new CallEffect.CancelInvite(leg));
                break;
            case Leg.Open { Exchange: Exchange.AwaitingAck }:
                break;
            case Leg.Open open:
                Settle(turn, leg, open.Exchange);
                turn.Do(new CallEffect.SendBye(leg));
                break;
            default:
                break;
        }
    }

    /// <summary>What is owed to an INVITE under way: a refusal of its, the ACK of ours.</summary>
    private static void Settle(Turn turn, LegId leg, Exchange exchange)
    {
        if (exchange is Exchange.Received) turn.Do(new CallEffect.RefuseReinvite(leg, 487, "Request Terminated"));
        if (exchange is Exchange.AwaitingAnswer) turn.Do(new CallEffect.Acknowledge(leg, null));
    }
}
