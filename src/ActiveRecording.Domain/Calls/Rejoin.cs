using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// A media leg that is gone, because the Media Server died or forgot it, is asked for anew under the same conference; its
/// party is led there by re-INVITE, and the recording goes on in a further segment.
/// </summary>
internal static class Rejoin
{
    /// <summary>Beyond, the media of this call goes directly: whoever takes legs and loses them is no help.</summary>
    private const int MaxLosses = 32;

    /// <summary>How long a new leg is waited for before the parties are joined directly: they hear nothing meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>After a restart of the switch: the Media Server may have been restarted too.</summary>
    public static bool Recover(Turn turn)
    {
        if (turn.State is CallState.Placed)
            turn.Do(new CallEffect.SetDeadline(Deadline.Anchor, turn.At + turn.Call.Timeouts.Anchor));
        else if (turn.Anchored && MediaLegs.Any(leg => turn.Legs[leg] is Leg.Inviting))
            turn.Do(new CallEffect.SetDeadline(Deadline.Anchor, turn.At + Patience));
        if (turn.State is CallState.Answered) Negotiation.Reconcile(turn);
        foreach (var leg in MediaLegs.Where(leg => turn.Legs[leg] is Leg.Open)) turn.Do(new CallEffect.AskMedia(leg));
        return true;
    }

    /// <summary>A media leg is gone.</summary>
    public static bool Lose(Turn turn, LegId leg, string reason)
    {
        if (!leg.IsMedia() || turn.Legs[leg] is not Leg.Open) return true;
        if (turn.Insertion is not null || turn.State.Losses >= MaxLosses) return Abandon(turn, leg, reason);

        var party = leg.Companion();
        var agreed = Descriptions.RemoteOf(turn.Legs[party]) ?? Descriptions.Placeholder(turn.Call.Offer);
        var sdp = turn.For(leg, agreed);
        turn.Record(new MediaLegLost(turn.At, leg, sdp, reason));
        if (EarlyLegs.ExchangeOf(turn.Legs[party]) is Exchange.Received) Negotiation.TakeBack(turn, party, 491);
        turn.Do(new CallEffect.InviteMedia(leg, sdp));
        if (turn.State is not CallState.Placed)
            turn.Do(new CallEffect.SetDeadline(Deadline.Anchor, turn.At + Patience));
        return true;
    }

    /// <summary>
    /// The Media Server hung up a leg that was in use: it is asked for another, unless it did so before its party was led
    /// there.
    /// </summary>
    public static bool HangUp(Turn turn, LegId leg) => turn.Legs[leg.Companion()] is Leg.Open { Astray: true }
        ? Abandon(turn, leg, "the Media Server hung up again")
        : Lose(turn, leg, "the Media Server hung up");

    /// <summary>The Media Server gave a new leg.</summary>
    public static bool Accept(Turn turn, LegId leg, SessionDescription? sdp)
    {
        if (sdp is null || !sdp.HasMedia())
        {
            Release.Drop(turn, leg);
            return Anchor.Lose(turn, "no media in the Media Server's answer");
        }

        turn.Record(new MediaLegOpened(turn.At, leg, sdp));
        turn.Do(new CallEffect.Acknowledge(leg, null));
        if (MediaLegs.All(media => turn.Legs[media] is Leg.Open)) turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
        Negotiation.TellMedia(turn, leg);
        Lead(turn, leg.Companion());
        RecordingControl.Ask(turn);
        return true;
    }

    /// <summary>A new leg is not waited for any more.</summary>
    public static void Forgo(Turn turn)
    {
        if (turn.Anchored && turn.State.Losses > 0) turn.Do(new CallEffect.ClearDeadline(Deadline.Anchor));
    }

    /// <summary>No new leg in time: the parties are joined directly.</summary>
    public static bool GiveUp(Turn turn)
    {
        var isWhole = MediaLegs.All(leg => turn.Legs[leg] is Leg.Open);
        return !turn.Anchored || isWhole || Anchor.Lose(turn, "no Media Server in time");
    }

    /// <summary>Offers a party that is led to a lost media leg the new one, as soon as both can.</summary>
    public static void Lead(Turn turn, LegId party)
    {
        if (turn.State is not CallState.Answered { Anchored: true }) return;
        if (turn.Legs[party] is not Leg.Open { Astray: true, Exchange: Exchange.Settled }) return;
        if (turn.Legs[party.Companion()] is not Leg.Open { Remote: { } media }) return;
        var far = Descriptions.RemoteOf(turn.Legs[party.Opposite()]);
        Negotiation.Offer(turn, party, Descriptions.MovedTo(media, far));
    }

    /// <summary>No other leg is asked for.</summary>
    private static bool Abandon(Turn turn, LegId leg, string reason)
    {
        turn.Record(new LegClosed(turn.At, leg));
        return Anchor.Lose(turn, reason);
    }

    /// <summary>Whether a party that cannot be reached will say so when it can be again: it registers.</summary>
    public static bool MayReturn(Turn turn, LegId party) =>
        (party == LegId.Origin ? turn.Call.Origin : turn.Call.Destination).Kind == PartyKind.Extension;

    /// <summary>A party that was out of reach is led now.</summary>
    public static bool Return(Turn turn, LegId party)
    {
        Lead(turn, party);
        return true;
    }

    private static IEnumerable<LegId> MediaLegs => [LegId.OriginMedia, LegId.DestinationMedia];
}
