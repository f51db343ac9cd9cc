using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>From the caller's INVITE to the callee's ringing.</summary>
internal static class Placing
{
    public static bool Place(Turn turn, CallCommand.Place place)
    {
        turn.Record(new CallCreated(
            place.At, place.Identity, place.Origin, place.Destination, place.Ani, place.Dnis, place.Offer, place.Recording,
            place.Timeouts));
        if (place.Offer is { } offer && !offer.HasMedia())
            return Release.Refuse(turn, CallEndCause.NoCommonCodec, 488, "Not Acceptable Here", null);
        if (place.Recording is null) return InviteCallee(turn, anchored: false, place.Offer);
        Anchor.Ask(turn);
        return true;
    }

    public static bool InviteCallee(Turn turn, bool anchored, SessionDescription? offer)
    {
        var sdp = offer is null ? null : turn.For(LegId.Destination, offer);
        turn.Record(new CalleeInvited(turn.At, anchored, sdp));
        turn.Do(new CallEffect.InviteCallee(sdp));
        turn.Do(new CallEffect.SetDeadline(Deadline.NoAnswer, turn.At + turn.Call.Timeouts.NoAnswer));
        return true;
    }

    /// <summary>
    /// A callee without an offer from us describes itself in vain until it answers (RFC 3261 §13.2.1), unless reliably to a
    /// caller that can answer with its PRACK (RFC 3262 §5). What caller and switch have agreed on reliably is not said again.
    /// </summary>
    public static bool Ring(Turn turn, CallCommand.Ring ring)
    {
        if (turn.Legs.Destination is not Leg.Inviting { Cancelled: false } callee) return false;
        var isOffer = callee.Local is null;
        var sdp = isOffer && !(ring.IsReliable && ring.IsReliableToCaller) ? null : ring.Sdp;
        if (sdp is not null) EarlyNegotiation.Forgo(turn);
        var caller = EarlyLegs.SessionOf(turn.Legs.Origin) ?? EarlySession.None;
        var forCaller = sdp is null || caller != EarlySession.None ? null : ForCaller(turn, sdp);
        turn.Record(new CalleeRinging(turn.At, ring.Status, sdp, forCaller)
        {
            IsReliable = ring.IsReliable,
            IsReliableToCaller = ring.IsReliableToCaller,
        });
        turn.Do(new CallEffect.RingCaller(ring.Status, ring.Reason, forCaller));
        if (sdp is not null) Negotiation.TellMedia(turn, LegId.DestinationMedia);
        return true;
    }

    /// <summary>
    /// The callee's description as the caller gets it: its own, or the Media Server's address with its codecs; null if
    /// nothing is left of it.
    /// </summary>
    public static SessionDescription? ForCaller(Turn turn, SessionDescription callee)
    {
        var description = callee;
        if (turn.Anchored)
        {
            if (Descriptions.RemoteOf(turn.Legs.OriginMedia) is not { } media) return null;
            description = Descriptions.ThroughMedia(
                turn.Call.Offer is null ? Descriptions.OfferToCallee(null, media) : media, callee);
        }
        return description.HasMedia() ? turn.For(LegId.Origin, description) : null;
    }
}
