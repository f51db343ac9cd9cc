using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// Offers between INVITE and answer (RFC 3262 §5, RFC 3311): anchored, a party negotiates with its media leg; direct, they
/// go end to end within the early dialogs, once both have agreed reliably on what the INVITE offered.
/// </summary>
internal static class EarlyNegotiation
{
    /// <summary>A party's offer with UPDATE or PRACK.</summary>
    public static bool Receive(Turn turn, LegId leg, SessionDescription? offer)
    {
        if (EarlyLegs.SessionOf(turn.Legs[leg]) is not { } session || offer is null) return Negotiation.Glare(turn, leg);
        if (session.Exchange is Exchange.Sent || (!session.Agreed && leg == LegId.Destination)) return Negotiation.Glare(turn, leg);
        if (!session.IsOpen) return TooEarly(turn, leg);

        var target = turn.Anchored ? leg.Companion() : leg.Opposite();
        if (turn.Anchored ? !turn.IsSettled(target) : EarlyLegs.SessionOf(turn.Legs[target]) is { Exchange: not Exchange.Settled })
            return Negotiation.Glare(turn, leg);
        if (!turn.Anchored && EarlyLegs.SessionOf(turn.Legs[target]) is not { IsOpen: true }) return TooEarly(turn, leg);
        if (turn.Anchored && !Negotiation.SharesCodec(turn, leg, offer))
            return Negotiation.Decline(turn, leg, 488, "Not Acceptable Here");

        turn.Record(new OfferReceived(turn.At, leg, offer));
        if (turn.Anchored) Negotiation.Offer(turn, target, offer);
        else Offer(turn, target, offer);
        return true;
    }

    /// <summary>The other party's answer to what it was passed on.</summary>
    public static bool Accept(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (EarlyLegs.SessionOf(turn.Legs[leg]) is not { Exchange: Exchange.Sent }) return true;
        if (sdp is null) return Refuse(turn, leg, 488);
        turn.Record(new OfferAccepted(turn.At, leg, sdp, AwaitsAnswer: false));
        var asker = leg.Opposite();
        return EarlyLegs.ExchangeOf(turn.Legs[asker]) is not Exchange.Received { Offer: { } offer }
            || Negotiation.Answer(turn, asker, offer, turn.For(asker, sdp));
    }

    /// <summary>The other party's refusal; what was agreed before holds.</summary>
    public static bool Refuse(Turn turn, LegId leg, int status)
    {
        if (EarlyLegs.SessionOf(turn.Legs[leg]) is not { Exchange: Exchange.Sent }) return true;
        turn.Record(new OfferRefused(turn.At, leg, status));
        if (status == 500) Forgo(turn, leg.Opposite());
        else if (status == 491) Withdraw(turn, leg.Opposite(), 491, "Request Pending");
        else Withdraw(turn, leg.Opposite(), 488, "Not Acceptable Here");
        return true;
    }

    /// <summary>The caller's answer, with its PRACK, to the offer in a reliable provisional response (RFC 3262 §5).</summary>
    public static bool Confirm(Turn turn, SessionDescription sdp)
    {
        if (turn.Legs.Origin is not Leg.Invited { Session: { Agreed: false, Exchange: Exchange.Sent } })
            return Negotiation.Confirm(turn, LegId.Origin, sdp);
        turn.Record(new OfferAccepted(turn.At, LegId.Origin, sdp, AwaitsAnswer: false));
        if (turn.Anchored) Negotiation.TellMedia(turn, LegId.OriginMedia);
        else if (EarlyLegs.ExchangeOf(turn.Legs.Destination) is Exchange.Received { Offer: var offer }) AnswerCallee(turn, offer, sdp);
        return true;
    }

    /// <summary>Both parties' offers are given up: the state they were made in is over. They may try again.</summary>
    public static void Forgo(Turn turn)
    {
        Forgo(turn, LegId.Origin);
        Forgo(turn, LegId.Destination);
    }

    private static void Forgo(Turn turn, LegId leg) => Withdraw(turn, leg, 500, "Server Internal Error");

    private static void Withdraw(Turn turn, LegId leg, int status, string reason)
    {
        if (EarlyLegs.SessionOf(turn.Legs[leg]) is not { Agreed: true, Exchange: Exchange.Received }) return;
        turn.Record(new OfferDeclined(turn.At, leg, status));
        Negotiation.Decline(turn, leg, status, reason);
    }

    private static void Offer(Turn turn, LegId leg, SessionDescription description)
    {
        var sdp = turn.For(leg, description);
        turn.Record(new OfferSent(turn.At, leg, sdp));
        turn.Do(new CallEffect.OfferEarly(leg, sdp));
    }

    private static void AnswerCallee(Turn turn, SessionDescription? offer, SessionDescription answer)
    {
        var sdp = turn.For(LegId.Destination, answer);
        turn.Record(new OfferAnswered(turn.At, LegId.Destination, offer, sdp));
        turn.Do(new CallEffect.AnswerRinging(LegId.Destination, sdp));
    }

    /// <summary>RFC 3311 §5.2: an offer of its own has no answer yet, or the other party cannot take one. 500 with Retry-After.</summary>
    private static bool TooEarly(Turn turn, LegId leg) => Negotiation.Decline(turn, leg, 500, "Server Internal Error");
}
