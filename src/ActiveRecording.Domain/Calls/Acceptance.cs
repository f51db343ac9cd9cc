using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>Final responses to the INVITEs we sent.</summary>
internal static class Acceptance
{
    public static bool Accept(Turn turn, LegId leg, SessionDescription? sdp)
    {
        switch (turn.State, turn.Legs[leg])
        {
            case (CallState.Placed, Leg.Inviting { Cancelled: false }):
                return Anchor.Accept(turn, leg, sdp);
            case (CallState.Offered, Leg.Inviting { Cancelled: false }) when leg == LegId.Destination:
                return Answer(turn, sdp);
            case (CallState.Answered { Insertion: not null }, Leg.Inviting { Cancelled: false }):
                return Inserting.Open(turn, leg, sdp);
            case (CallState.Offered or CallState.Answered, Leg.Inviting { Cancelled: false }) when leg.IsMedia():
                return Rejoin.Accept(turn, leg, sdp);
            case (_, Leg.Inviting):
                Release.Drop(turn, leg);
                return true;
            case (_, Leg.Open) when Inserting.Owns(turn, leg):
                return Inserting.Accept(turn, leg, sdp);
            case (_, Leg.Open { Exchange: Exchange.Sent sent }):
                return Negotiation.Accept(turn, leg, sent, sdp);
            case (_, Leg.Closing or Leg.Closed):
                return AcceptLate(turn, leg);
            default:
                return false;
        }
    }

    /// <summary>A re-INVITE that was overtaken by a BYE succeeds: it is acknowledged all the same.</summary>
    public static bool AcceptLate(Turn turn, LegId leg)
    {
        turn.Do(new CallEffect.Acknowledge(leg, null));
        return true;
    }

    public static bool Refuse(Turn turn, CallCommand.Refuse refusal)
    {
        switch (turn.State, turn.Legs[refusal.Leg])
        {
            case (_, Leg.Inviting { Cancelled: false }) when refusal.Leg.IsMedia():
                turn.Record(new LegClosed(turn.At, refusal.Leg));
                return Anchor.Lose(turn, $"Media Server: {refusal.Status} {refusal.Reason}");
            case (CallState.Offered, Leg.Inviting { Cancelled: false }):
                turn.Record(new LegClosed(turn.At, refusal.Leg));
                var cause = refusal.Status is 415 or 488 or 606 ? CallEndCause.NoCommonCodec : CallEndCause.Refused;
                var (status, reason) = RefusalStatus.ForCaller(refusal.Status, refusal.Reason);
                return Release.Refuse(turn, cause, status, reason, LegId.Destination);
            case (_, Leg.Inviting):
                turn.Record(new LegClosed(turn.At, refusal.Leg));
                return true;
            case (_, Leg.Open) when Inserting.Owns(turn, refusal.Leg):
                return Inserting.Refuse(turn, refusal);
            case (_, Leg.Open { Exchange: Exchange.Sent }):
                return Negotiation.Refuse(turn, refusal);
            default:
                return turn.Legs[refusal.Leg] is Leg.Closing;
        }
    }

    /// <summary>The callee's 200: recording starts at this instant.</summary>
    private static bool Answer(Turn turn, SessionDescription? sdp)
    {
        EarlyNegotiation.Forgo(turn);
        // What was agreed reliably before need not be repeated (RFC 3261 §13.2.1), and holds.
        if (turn.Legs.Destination is Leg.Inviting { Session.Agreed: true, Early: { } agreed }) sdp ??= agreed;
        var told = turn.Legs.Origin is Leg.Invited { Local: { } local } early && early.Session != EarlySession.None ? local : null;
        if (sdp is null || (told ?? Placing.ForCaller(turn, sdp)) is not { } forCaller)
        {
            Release.Drop(turn, LegId.Destination);
            return Release.Refuse(turn, CallEndCause.NoCommonCodec, 488, "Not Acceptable Here", null);
        }
        turn.Record(new CallAnswered(turn.At, sdp, forCaller));
        turn.Do(new CallEffect.ClearDeadline(Deadline.NoAnswer));
        if (turn.IsSettled(LegId.Destination)) turn.Do(new CallEffect.Acknowledge(LegId.Destination, null));
        turn.Do(new CallEffect.AnswerCaller(told is not null && turn.Call.Offer is null ? null : forCaller));
        Negotiation.Reconcile(turn);
        if (turn.Anchored) RecordingControl.Start(turn);
        return true;
    }
}
