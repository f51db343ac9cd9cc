using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// Re-INVITEs. Anchored, a party renegotiates with its media leg and the other party sees nothing of it; direct, offers
/// and answers go end to end. One offer at a time: whoever crosses it gets 491 (RFC 3261 §14.2).
/// </summary>
internal static class Negotiation
{
    /// <summary>A re-INVITE of an answered call.</summary>
    public static bool Receive(Turn turn, LegId leg, SessionDescription? offer)
    {
        if (turn.Insertion is not (null or Insertion.Pausing)) return Glare(turn, leg);
        if (turn.Legs[leg] is not Leg.Open { Local: { } local, Exchange: Exchange.Settled } open) return Glare(turn, leg);
        if (offer is not null && open.Remote is { } remote && offer.SameMedia(remote)) return Answer(turn, leg, offer, local);
        if (leg.IsMedia()) return Decline(turn, leg, 488, "Not Acceptable Here");
        if (turn.IsThroughMedia && offer is null)
            return Answer(turn, leg, null, turn.For(leg, local.WithDirection(Direction.SendRecv).Within(turn.Legs[leg.Opposite()])));

        var target = Target(turn, leg);
        if (!turn.IsSettled(target)) return Glare(turn, leg);
        if (offer is not null && turn.IsThroughMedia && !SharesCodec(turn, leg, offer))
            return Decline(turn, leg, 488, "Not Acceptable Here");
        turn.Record(new OfferReceived(turn.At, leg, offer));
        Offer(turn, target, offer);
        return true;
    }

    /// <summary>Offers a leg once more what it was offered last, to keep its dialog alive; not while something is under way.</summary>
    public static bool Refresh(Turn turn, LegId leg)
    {
        if (turn.IsSettled(leg) && turn.Legs[leg] is Leg.Open { Local: { } local, Astray: false }) Offer(turn, leg, local);
        return true;
    }

    /// <summary>Not now; or not any more.</summary>
    public static bool Glare(Turn turn, LegId leg) => turn.State is CallState.Ending
        ? Decline(turn, leg, 481, "Call/Transaction Does Not Exist")
        : Decline(turn, leg, 491, "Request Pending");

    /// <summary>Success for a re-INVITE we sent.</summary>
    public static bool Accept(Turn turn, LegId leg, Exchange.Sent sent, SessionDescription? sdp)
    {
        var waiting = Waiting(turn, leg);
        if (sdp is null)
        {
            turn.Do(new CallEffect.Acknowledge(leg, null));
            return Refuse(turn, new CallCommand.Refuse(turn.At, leg, 488, "Not Acceptable Here"));
        }
        var awaitsAnswer = sent.Offer is null && waiting is not null;
        turn.Record(new OfferAccepted(turn.At, leg, sdp, awaitsAnswer));
        if (!awaitsAnswer) turn.Do(new CallEffect.Acknowledge(leg, null));
        if (waiting is not { } asker) return Settle(turn, leg);

        var offer = (EarlyLegs.ExchangeOf(turn.Legs[asker]) as Exchange.Received)?.Offer;
        if (turn.Insertion is not null) turn.Record(new PartyMoved(turn.At, asker));
        var answer = turn.IsThroughMedia
            ? sdp.RestrictTo(FarDescription(turn, asker)).Within(turn.Legs[asker.Opposite()])
            : sdp;
        return Answer(turn, asker, offer, turn.For(asker, answer));
    }

    /// <summary>
    /// Failure of a re-INVITE we sent: what was agreed before holds, unless the peer has lost the dialog. A party that cannot
    /// be reached is led when it is back; if it never is, its session timer ends the call.
    /// </summary>
    public static bool Refuse(Turn turn, CallCommand.Refuse refusal)
    {
        var (leg, status) = (refusal.Leg, refusal.Status);
        var waiting = Waiting(turn, leg);
        turn.Record(new OfferRefused(turn.At, leg, status));
        var gone = status is 408 or 481;
        if (gone && !leg.IsMedia()) return Release.End(turn, CallEndCause.PartyLost, null);
        if (waiting is { } asker)
        {
            var isForNow = status == 491 || (gone && leg.IsMedia());
            var (code, reason) = isForNow ? (491, "Request Pending") : (488, "Not Acceptable Here");
            turn.Record(new OfferDeclined(turn.At, asker, code));
            Decline(turn, asker, code, reason);
            if (!gone) return true;
        }
        else if (status == 491)
        {
            turn.Do(new CallEffect.SetDeadline(Deadline.OfferAgain, turn.At + refusal.Pause));
            return true;
        }
        if (leg.IsMedia())
        {
            var outcome = $"Media Server: {status} to a re-INVITE";
            return gone ? Rejoin.Lose(turn, leg, outcome) : Anchor.Lose(turn, outcome);
        }
        var isLed = turn.Anchored && turn.Legs[leg] is Leg.Open { Astray: true };
        return !isLed || (refusal.Unsent && Rejoin.MayReturn(turn, leg)) || Release.End(turn, CallEndCause.MediaLost, null);
    }

    /// <summary>ACK for our success: the call's, or that of a re-INVITE.</summary>
    public static bool Confirm(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (turn.Legs[leg] is Leg.Closing { AwaitsAck: true })
        {
            turn.Record(new LegConfirmed(turn.At, leg, null));
            turn.Do(new CallEffect.SendBye(leg));
            return true;
        }
        if (turn.Legs[leg] is not Leg.Open { Exchange: Exchange.AwaitingAck { Offer: var offer } }) return false;
        turn.Record(new LegConfirmed(turn.At, leg, offer is null ? sdp : null));
        var asked = leg.Opposite();
        if (turn.Legs[asked] is not Leg.Open { Exchange: Exchange.AwaitingAnswer }) return Settle(turn, leg);
        if (sdp is null) return Release.End(turn, CallEndCause.NoCommonCodec, null);
        var answer = turn.For(asked, sdp);
        turn.Record(new AnswerSent(turn.At, asked, answer));
        turn.Do(new CallEffect.Acknowledge(asked, answer));
        return true;
    }

    /// <summary>CANCEL of a re-INVITE: it fails, and whatever it led to is undone when its outcome is known.</summary>
    public static bool TakeBack(Turn turn, LegId leg, int status = 487)
    {
        turn.Record(new OfferDeclined(turn.At, leg, status));
        Decline(turn, leg, status, status == 491 ? "Request Pending" : "Request Terminated");
        if (turn.Legs[Target(turn, leg)] is Leg.Open { Exchange: Exchange.Sent })
            turn.Do(new CallEffect.CancelInvite(Target(turn, leg)));
        return true;
    }

    /// <summary>Tells every leg that does not know it what its counterpart last said.</summary>
    public static bool Reconcile(Turn turn)
    {
        if (turn.Insertion is not null) return Inserting.Proceed(turn);
        if (turn.Anchored)
        {
            TellMedia(turn, LegId.OriginMedia);
            TellMedia(turn, LegId.DestinationMedia);
            Rejoin.Lead(turn, LegId.Origin);
            Rejoin.Lead(turn, LegId.Destination);
            TellParties(turn);
            return true;
        }
        if (!Tell(turn, LegId.Origin)) Tell(turn, LegId.Destination);
        return true;
    }

    /// <summary>Brings a media leg up to date with its party.</summary>
    public static void TellMedia(Turn turn, LegId media)
    {
        if (turn.Anchored && Descriptions.RemoteOf(turn.Legs[media.Companion()]) is { } party)
            OfferIfNew(turn, media, party);
    }

    /// <summary>Tells each party of an anchored call that the other one holds, or holds no longer.</summary>
    private static void TellParties(Turn turn)
    {
        foreach (var party in (LegId[])[LegId.Origin, LegId.Destination])
        {
            if (Holding.Due(turn, party) is { } description) OfferIfNew(turn, party, description);
        }
    }

    private static bool Settle(Turn turn, LegId leg)
    {
        if (turn.State is CallState.Offered && leg.IsMedia()) TellMedia(turn, leg);
        if (turn.State is not CallState.Answered) return true;
        if (turn.Insertion is not null) return Inserting.Proceed(turn);
        if (turn.Anchored)
        {
            TellMedia(turn, leg.IsMedia() ? leg : leg.Companion());
            Rejoin.Lead(turn, leg.IsMedia() ? leg.Companion() : leg);
            TellParties(turn);
        }
        else if (!leg.IsMedia() && !Tell(turn, leg) && leg == LegId.Origin) Tell(turn, LegId.Destination);
        return true;
    }

    private static bool Tell(Turn turn, LegId party) =>
        turn.Legs[party.Opposite()] is Leg.Open { Remote: { } description } && OfferIfNew(turn, party, description);

    private static bool OfferIfNew(Turn turn, LegId leg, SessionDescription description)
    {
        if (!turn.IsSettled(leg) || turn.Legs[leg] is not Leg.Open { Local: { } known }) return false;
        if (known.SameMedia(description)) return false;
        Offer(turn, leg, description);
        return true;
    }

    /// <summary>A re-INVITE.</summary>
    public static void Offer(Turn turn, LegId leg, SessionDescription? description)
    {
        var sdp = description is null ? null : turn.For(leg, description);
        turn.Record(new OfferSent(turn.At, leg, sdp));
        turn.Do(new CallEffect.Reinvite(leg, sdp));
    }

    /// <summary>Success for a party's offer.</summary>
    public static bool Answer(Turn turn, LegId leg, SessionDescription? offer, SessionDescription sdp)
    {
        turn.Record(new OfferAnswered(turn.At, leg, offer, sdp));
        turn.Do(new CallEffect.AnswerReinvite(leg, sdp));
        return true;
    }

    /// <summary>Failure of a party's offer.</summary>
    public static bool Decline(Turn turn, LegId leg, int status, string reason)
    {
        turn.Do(new CallEffect.RefuseReinvite(leg, status, reason));
        return true;
    }

    /// <summary>Who has to agree to a party's offer.</summary>
    private static LegId Target(Turn turn, LegId party) => turn.IsThroughMedia ? party.Companion() : party.Opposite();

    /// <summary>The party whose offer a leg is being asked about.</summary>
    private static LegId? Waiting(Turn turn, LegId leg)
    {
        if (turn.Anchored && !leg.IsMedia()) return null;
        var asker = leg.IsMedia() ? leg.Companion() : leg.Opposite();
        return EarlyLegs.ExchangeOf(turn.Legs[asker]) is Exchange.Received ? asker : null;
    }

    /// <summary>Whether the other party speaks something that is offered.</summary>
    public static bool SharesCodec(Turn turn, LegId leg, SessionDescription offer) =>
        offer.RestrictTo(FarDescription(turn, leg)).HasMedia();

    private static SessionDescription FarDescription(Turn turn, LegId leg) =>
        Descriptions.RemoteOf(turn.Legs[leg.Opposite()]) ?? turn.Call.Offer ?? Descriptions.Placeholder(null);
}
