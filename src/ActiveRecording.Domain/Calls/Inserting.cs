using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// Brings the Media Server into a direct call: third-party call control (RFC 3725), one party after the other. For each, a re-INVITE without
/// SDP draws the offer of its media leg, which a re-INVITE carries to the party; its answer goes back in the ACK. Until
/// then the leg relays to where the party was.
/// </summary>
internal static class Inserting
{
    /// <summary>How often a party is asked whose own offers cross ours.</summary>
    public const int MostAttempts = 3;

    /// <summary>How long a party may take to answer; a phone needs no human for that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly LegId[] Parties = [LegId.Origin, LegId.Destination];
    private static readonly LegId[] MediaLegs = [LegId.OriginMedia, LegId.DestinationMedia];

    /// <summary>Asks for both media legs; nobody is moved before both are there.</summary>
    public static void Begin(Turn turn, RecordingOrder order)
    {
        turn.Record(new CallRecordingOrdered(turn.At, order));
        foreach (var leg in MediaLegs)
        {
            var sdp = turn.For(leg, Agreed(turn, leg.Companion()));
            turn.Record(new MediaLegInvited(turn.At, leg, sdp));
            turn.Do(new CallEffect.InviteMedia(leg, sdp));
        }

        turn.Do(new CallEffect.SetDeadline(Deadline.Anchor, turn.At + turn.Call.Timeouts.Anchor));
    }

    /// <summary>The Media Server gave a leg.</summary>
    public static bool Open(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (sdp is null || !sdp.HasMedia())
        {
            Release.Drop(turn, leg);
            return Fail(turn, "no media in the Media Server's answer");
        }

        turn.Record(new MediaLegOpened(turn.At, leg, sdp));
        turn.Do(new CallEffect.Acknowledge(leg, null));
        if (turn.Insertion is not Insertion.Opening { Order: var order } || !HasBothLegs(turn)) return Proceed(turn);
        turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
        turn.Do(new CallEffect.AnswerRecordingRequest(order.RequestId, new RecordingAnswer.Begun(order.RecordingId)));
        return Proceed(turn);
    }

    /// <summary>Whether the success or failure of a re-INVITE belongs here: all but what a party offered during a pause.</summary>
    public static bool Owns(Turn turn, LegId leg) => turn.Insertion is not null
        && turn.Legs[leg] is Leg.Open { Exchange: Exchange.Sent sent } && (!leg.IsMedia() || sent.Offer is null);

    /// <summary>Success for a re-INVITE of ours: the offer of a media leg, or a party's answer.</summary>
    public static bool Accept(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (leg.IsMedia()) return Carry(turn, leg, sdp);
        turn.Do(new CallEffect.Acknowledge(leg, null));
        if (turn.Insertion is Insertion.Restoring) return Restoring.Accept(turn, leg, sdp);

        turn.Record(sdp is null ? new OfferRefused(turn.At, leg, 488) : new OfferAccepted(turn.At, leg, sdp, AwaitsAnswer: false));
        turn.Record(new PartyMoved(turn.At, leg));
        Answer(turn, leg.Companion());
        return sdp?.HasMedia() == true ? Proceed(turn) : Fail(turn, $"{DnOf(turn, leg)} agreed to no media");
    }

    /// <summary>Failure of a re-INVITE of ours.</summary>
    public static bool Refuse(Turn turn, CallCommand.Refuse refusal)
    {
        var (leg, status) = (refusal.Leg, refusal.Status);
        turn.Record(new OfferRefused(turn.At, leg, status));
        if (leg.IsMedia()) return Fail(turn, $"Media Server: {status} to a re-INVITE");
        if (status == 481) return Release.End(turn, CallEndCause.PartyLost, null);
        if (turn.Insertion is not Insertion.Moving moving) return Restoring.Refuse(turn, refusal);

        turn.Do(new CallEffect.ClearDeadline(Deadline.Move));
        Answer(turn, leg.Companion());
        if (status != 491 || moving.Attempt >= MostAttempts) return Fail(turn, $"{DnOf(turn, leg)}: {status} {refusal.Reason}".TrimEnd());
        var until = turn.At + refusal.Pause;
        turn.Record(new PartyMovePaused(turn.At, leg, until));
        turn.Do(new CallEffect.SetDeadline(Deadline.OfferAgain, until));
        return true;
    }

    /// <summary>A pause is over, unless the timer ran ahead of the clock.</summary>
    public static bool Awake(Turn turn)
    {
        var until = turn.Insertion switch
        {
            Insertion.Pausing pausing => pausing.Until,
            Insertion.Restoring { Until: { } pause } => pause,
            _ => turn.At,
        };
        if (turn.At >= until) return Proceed(turn);
        turn.Do(new CallEffect.SetDeadline(Deadline.OfferAgain, until));
        return true;
    }

    /// <summary>Takes the next step, if no request or ACK has to be waited for.</summary>
    public static bool Proceed(Turn turn) => turn.Insertion switch
    {
        Insertion.Restoring => Restoring.Proceed(turn),
        Insertion.Pausing pausing when turn.At < pausing.Until && !pausing.Moved.Has(pausing.Party) => true,
        Insertion.Moving moving when !moving.Moved.Has(moving.Party) => true,
        not null when !Legs.Ids.All(turn.IsSettled) => true,
        Insertion.Pausing pausing when !pausing.Moved.Has(pausing.Party) => Move(turn, pausing.Party, pausing.Attempt + 1),
        { Moved: var moved, Order: var order } => Parties.Any(party => !moved.Has(party))
            ? Move(turn, Parties.First(party => !moved.Has(party)), 1)
            : Complete(turn, order),
        null => true,
    };

    /// <summary>It cannot be: the recording fails, the call lives.</summary>
    public static bool Fail(Turn turn, string reason)
    {
        if (turn.Insertion is not { } insertion) return true;
        if (insertion is Insertion.Restoring) return Restoring.Proceed(turn);
        ClearDeadlines(turn, insertion);
        turn.Record(new InsertionFailed(turn.At, reason));
        turn.Record(new CallRecordingFailed(turn.At, insertion.Order.RecordingId, insertion.Order.Plan.RecordDn, reason));
        if (insertion is Insertion.Opening) Tell(turn, insertion.Order, RecordingRefusal.NoMediaServer);
        foreach (var leg in MediaLegs) Answer(turn, leg);
        foreach (var party in Parties)
        {
            if (turn.Legs[party] is Leg.Open { Exchange: Exchange.Sent }) turn.Do(new CallEffect.CancelInvite(party));
        }

        return Restoring.Proceed(turn);
    }

    /// <summary>The call ends in the middle.</summary>
    public static void Abandon(Turn turn)
    {
        if (turn.Insertion is not { } insertion) return;
        ClearDeadlines(turn, insertion);
        if (insertion is Insertion.Restoring) return;
        if (insertion is Insertion.Opening) Tell(turn, insertion.Order, RecordingRefusal.CallOver);
        turn.Record(new CallRecordingFailed(
            turn.At, insertion.Order.RecordingId, insertion.Order.Plan.RecordDn, "the call ended before the recording began"));
    }

    public static bool HasBothLegs(Turn turn) => turn.Legs is { OriginMedia: Leg.Open, DestinationMedia: Leg.Open };

    /// <summary>A media leg whose offer was drawn gets what its party agreed to last, if that is owed.</summary>
    private static void Answer(Turn turn, LegId media)
    {
        if (turn.Legs[media] is not Leg.Open { Exchange: Exchange.AwaitingAnswer }) return;
        var answer = turn.For(media, Agreed(turn, media.Companion()));
        turn.Record(new AnswerSent(turn.At, media, answer));
        turn.Do(new CallEffect.Acknowledge(media, answer));
    }

    private static bool Move(Turn turn, LegId party, int attempt)
    {
        ClearDeadlines(turn, turn.Insertion!);
        turn.Record(new PartyMoveBegun(turn.At, party, attempt));
        Negotiation.Offer(turn, party.Companion(), null);
        turn.Do(new CallEffect.SetDeadline(Deadline.Move, turn.At + Patience));
        return true;
    }

    /// <summary>
    /// The offer of a media leg, with no other codecs than the far party's, so that nothing needs transcoding, and no more
    /// directions than it is willing to.
    /// </summary>
    private static bool Carry(Turn turn, LegId media, SessionDescription? sdp)
    {
        if (sdp is null)
        {
            turn.Do(new CallEffect.Acknowledge(media, null));
            turn.Record(new OfferRefused(turn.At, media, 488));
            return Fail(turn, "no offer from the Media Server");
        }

        turn.Record(new OfferAccepted(turn.At, media, sdp, AwaitsAnswer: true));
        var party = media.Companion();
        var offer = sdp.RestrictTo(Agreed(turn, party.Opposite())).Within(turn.Legs[party.Opposite()]);
        if (turn.Insertion is Insertion.Moving && offer.HasMedia())
        {
            Negotiation.Offer(turn, party, offer);
            return true;
        }

        Answer(turn, media);
        return Fail(turn, "no codec in common");
    }

    private static bool Complete(Turn turn, RecordingOrder order)
    {
        ClearDeadlines(turn, turn.Insertion!);
        turn.Record(new MediaServerInserted(turn.At));
        RecordingControl.Begin(turn, order.RecordingId, order.Plan);
        return Negotiation.Reconcile(turn);
    }

    private static void ClearDeadlines(Turn turn, Insertion insertion)
    {
        if (insertion is Insertion.Opening) turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
        if (insertion is Insertion.Moving) turn.Do(new CallEffect.ClearDeadline(Deadline.Move));
        if (insertion is Insertion.Pausing or Insertion.Restoring) turn.Do(new CallEffect.ClearDeadline(Deadline.OfferAgain));
    }

    private static void Tell(Turn turn, RecordingOrder order, RecordingRefusal refusal) =>
        turn.Do(new CallEffect.AnswerRecordingRequest(order.RequestId, new RecordingAnswer.Refused(refusal)));

    private static SessionDescription Agreed(Turn turn, LegId party) =>
        Descriptions.RemoteOf(turn.Legs[party]) ?? Descriptions.Placeholder(turn.Call.Offer);

    private static string DnOf(Turn turn, LegId party) => party == LegId.Origin ? turn.Call.Origin.Dn : turn.Call.Destination.Dn;
}
