using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// Both legs on one Media Server before the callee is invited; without them the call goes on or is refused.
/// </summary>
internal static class Anchor
{
    public static void Ask(Turn turn)
    {
        var placeholder = Descriptions.Placeholder(turn.Call.Offer);
        Invite(turn, LegId.OriginMedia, turn.Call.Offer ?? placeholder);
        Invite(turn, LegId.DestinationMedia, placeholder);
        turn.Do(new CallEffect.SetDeadline(Deadline.Anchor, turn.At + turn.Call.Timeouts.Anchor));
    }

    /// <summary>The Media Server gave a leg; with the second one the callee is invited.</summary>
    public static bool Accept(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (sdp is null || !sdp.HasMedia())
        {
            Release.Drop(turn, leg);
            return Lose(turn, "no media in the Media Server's answer");
        }

        turn.Record(new MediaLegOpened(turn.At, leg, sdp));
        turn.Do(new CallEffect.Acknowledge(leg, null));
        if (turn.Legs is not { OriginMedia: Leg.Open, DestinationMedia: Leg.Open { Remote: { } second } }) return true;
        turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
        return Placing.InviteCallee(turn, anchored: true, Descriptions.OfferToCallee(turn.Call.Offer, second));
    }

    /// <summary>The media legs are given up; once the call is answered, by re-INVITE to both parties.</summary>
    public static bool Lose(Turn turn, string reason)
    {
        if (turn.Insertion is not null) return Inserting.Fail(turn, reason);
        if (turn.State is CallState.Placed) turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
        Rejoin.Forgo(turn);
        EarlyNegotiation.Forgo(turn);
        var before = turn.Legs;
        turn.Record(new AnchorLost(turn.At, reason));
        Release.Say(turn, before, LegId.OriginMedia);
        Release.Say(turn, before, LegId.DestinationMedia);
        RecordingControl.Fail(turn, reason);
        if (turn.Call.Recording is { Required: true } && turn.State is not CallState.Answered)
            return Release.Refuse(turn, CallEndCause.RecordingImpossible, 503, "Recording Not Possible", null);
        return turn.State switch
        {
            CallState.Placed => Placing.InviteCallee(turn, anchored: false, turn.Call.Offer),
            CallState.Answered => Negotiation.Reconcile(turn),
            _ => true,
        };
    }

    private static void Invite(Turn turn, LegId leg, SessionDescription description)
    {
        var sdp = turn.For(leg, description);
        turn.Record(new MediaLegInvited(turn.At, leg, sdp));
        turn.Do(new CallEffect.InviteMedia(leg, sdp));
    }
}
