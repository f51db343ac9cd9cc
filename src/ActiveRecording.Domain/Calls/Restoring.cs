using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// After a failed insertion: whoever was moved is offered the other party's address again, and the media legs relay until
/// everybody is back. A party that will not go back keeps being relayed.
/// </summary>
internal static class Restoring
{
    private static readonly LegId[] Parties = [LegId.Origin, LegId.Destination];

    /// <summary>Leads back whoever can be; gives the media legs up when nobody needs them any more.</summary>
    public static bool Proceed(Turn turn)
    {
        if (turn.Insertion is not Insertion.Restoring { Moved: var moved, Until: var until } || turn.At < until) return true;
        foreach (var party in Parties.Where(party => moved.Has(party) && turn.IsSettled(party))) Lead(turn, party);
        return !Parties.All(turn.IsSettled) || moved != MovedParties.Nobody || GiveUp(turn);
    }

    /// <summary>A party agreed: to go back; or, too late, to what it was offered before the insertion failed.</summary>
    public static bool Accept(Turn turn, LegId party, SessionDescription? sdp)
    {
        var wasMoved = turn.Insertion!.Moved.Has(party);
        turn.Record(sdp is null ? new OfferRefused(turn.At, party, 488) : new OfferAccepted(turn.At, party, sdp, AwaitsAnswer: false));
        if (wasMoved && sdp is null) return Stay(turn);
        turn.Record(wasMoved ? new PartyRestored(turn.At, party) : new PartyMoved(turn.At, party));
        return Proceed(turn);
    }

    /// <summary>A party refused: to be moved, as is well; or to go back.</summary>
    public static bool Refuse(Turn turn, CallCommand.Refuse refusal)
    {
        if (turn.Insertion is not Insertion.Restoring restoring) return true;
        if (!restoring.Moved.Has(refusal.Leg)) return Proceed(turn);
        if (refusal.Status != 491 || restoring.Attempt >= Inserting.MostAttempts) return Stay(turn);
        var until = turn.At + refusal.Pause;
        turn.Record(new PartyRestorePaused(turn.At, refusal.Leg, until));
        turn.Do(new CallEffect.SetDeadline(Deadline.OfferAgain, until));
        return true;
    }

    /// <summary>Under a new edition even when the words are the old ones: the party may have taken the offer in between.</summary>
    private static void Lead(Turn turn, LegId party)
    {
        if (turn.Legs[party.Opposite()] is not Leg.Open { Remote: { } former }) return;
        var offer = turn.For(party, former);
        if (offer == Descriptions.LocalOf(turn.Legs[party])) offer = offer.WithNextVersion();
        turn.Record(new OfferSent(turn.At, party, offer));
        turn.Do(new CallEffect.Reinvite(party, offer));
    }

    /// <summary>A moved party that will not go back hears the other one through the media legs as long as there are any.</summary>
    private static bool Stay(Turn turn)
    {
        if (!Inserting.HasBothLegs(turn)) return GiveUp(turn);
        turn.Record(new MediaServerInserted(turn.At));
        return Negotiation.Reconcile(turn);
    }

    private static bool GiveUp(Turn turn)
    {
        var before = turn.Legs;
        var reason = turn.Insertion is Insertion.Restoring restoring ? restoring.Reason : "";
        turn.Record(new AnchorLost(turn.At, reason));
        Release.Say(turn, before, LegId.OriginMedia);
        Release.Say(turn, before, LegId.DestinationMedia);
        return Negotiation.Reconcile(turn);
    }
}
