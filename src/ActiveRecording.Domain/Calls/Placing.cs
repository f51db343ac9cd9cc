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

    /// <summary>A callee without an offer from us describes itself in vain until it answers (RFC 3261 §13.2.1).</summary>
    public static bool Ring(Turn turn, CallCommand.Ring ring)
    {
        if (turn.Legs.Destination is not Leg.Inviting { Cancelled: false } callee) return false;
        var sdp = callee.Local is null ? null : ring.Sdp;
        var forCaller = sdp is null ? null : ForCaller(turn, sdp);
        turn.Record(new CalleeRinging(turn.At, ring.Status, sdp, forCaller));
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
