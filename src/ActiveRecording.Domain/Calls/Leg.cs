using System.Text.Json.Serialization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>The dialogs of a call.</summary>
public enum LegId
{
    /// <summary>The caller.</summary>
    Origin,

    /// <summary>The callee.</summary>
    Destination,

    /// <summary>The Media Server's side of the caller (M1).</summary>
    OriginMedia,

    /// <summary>The Media Server's side of the callee (M2).</summary>
    DestinationMedia,
}

/// <summary>What stands between the switch and one dialog's other end. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(Absent), "absent")]
[JsonDerivedType(typeof(Invited), "invited")]
[JsonDerivedType(typeof(Inviting), "inviting")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Closing), "closing")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record Leg
{
    private Leg()
    {
    }

    /// <summary>Never needed.</summary>
    public sealed record Absent : Leg;

    /// <summary>It invited us and has no final response yet.</summary>
    /// <param name="Offer">What it described last; null if it wants our offer.</param>
    /// <param name="Local">What we sent it before the final response.</param>
    public sealed record Invited(SessionDescription? Offer, SessionDescription? Local = null) : Leg
    {
        /// <summary>Offers and answers before the final response.</summary>
        public EarlySession Session { get; init; } = EarlySession.None;
    }

    /// <summary>We invited it and wait for a final response.</summary>
    /// <param name="Local">What we sent; null asks for its offer.</param>
    /// <param name="Early">What it sent in a provisional response; of a media leg that is asked for anew, what the lost one said.</param>
    /// <param name="Cancelled">We no longer want it: a success is answered with ACK and BYE.</param>
    public sealed record Inviting(SessionDescription? Local, SessionDescription? Early = null, bool Cancelled = false) : Leg
    {
        /// <summary>Offers and answers before the final response.</summary>
        public EarlySession Session { get; init; } = EarlySession.None;
    }

    /// <summary>The dialog is confirmed on its side.</summary>
    /// <param name="Local">What we last agreed to; null while only it has described itself.</param>
    /// <param name="Remote">What it last agreed to; null until its first answer.</param>
    /// <param name="Exchange">The INVITE that is under way in it, if any.</param>
    /// <param name="Astray">A party that was led to a media leg that is gone: it is to be offered the new one.</param>
    public sealed record Open(SessionDescription? Local, SessionDescription? Remote, Exchange Exchange, bool Astray = false) : Leg
    {
        private readonly KeptDescription local = new(Local);
        private readonly KeptDescription remote = new(Remote);
        private readonly KeptDescription wanted;

        /// <summary>What we last agreed to; null while only it has described itself.</summary>
        public SessionDescription? Local
        {
            get => local.Description;
            init => local = new(value);
        }

        /// <summary>What it last agreed to; null until its first answer.</summary>
        public SessionDescription? Remote
        {
            get => remote.Description;
            init => remote = new(value);
        }

        /// <summary>
        /// What it last asked for by itself: <see cref="Remote"/> also yields to what the other party allows. Null for anything.
        /// </summary>
        public SessionDescription? Wanted
        {
            get => wanted.Description;
            init => wanted = new(value);
        }
    }

    /// <summary>It is being hung up.</summary>
    /// <param name="AwaitsAck">BYE has to wait for the ACK of our answer (RFC 3261 §15).</param>
    public sealed record Closing(bool AwaitsAck = false) : Leg;

    /// <summary>Over.</summary>
    public sealed record Closed : Leg;
}

/// <summary>How far an INVITE inside an open dialog has come. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(AwaitingAck), "awaiting-ack")]
[JsonDerivedType(typeof(AwaitingAnswer), "awaiting-answer")]
public abstract record Exchange
{
    private Exchange()
    {
    }

    /// <summary>None under way: either side may start one.</summary>
    public sealed record Settled : Exchange;

    /// <summary>We sent a re-INVITE and wait for its final response.</summary>
    /// <param name="Offer">Null asks for its offer.</param>
    public sealed record Sent(SessionDescription? Offer) : Exchange;

    /// <summary>It sent a re-INVITE that we have not answered yet.</summary>
    /// <param name="Offer">Null if it wants ours.</param>
    public sealed record Received(SessionDescription? Offer) : Exchange;

    /// <summary>We answered with success; its ACK is missing, and with it its answer if ours was the offer.</summary>
    /// <param name="Offer">What it offered; null if we did.</param>
    public sealed record AwaitingAck(SessionDescription? Offer) : Exchange;

    /// <summary>It answered with success and an offer; our ACK waits for the other side's answer.</summary>
    public sealed record AwaitingAnswer : Exchange;
}

/// <summary>The legs of a call by their names.</summary>
public sealed record Legs(Leg Origin, Leg Destination, Leg OriginMedia, Leg DestinationMedia)
{
    /// <summary>Every name, parties first.</summary>
    public static IReadOnlyList<LegId> Ids { get; } =
        [LegId.Origin, LegId.Destination, LegId.OriginMedia, LegId.DestinationMedia];

    /// <summary>A leg by name.</summary>
    public Leg this[LegId id] => id switch
    {
        LegId.Origin => Origin,
        LegId.Destination => Destination,
        LegId.OriginMedia => OriginMedia,
        _ => DestinationMedia,
    };

    /// <summary>Nothing is outstanding on any leg.</summary>
    [JsonIgnore]
    public bool AllOver => Ids.All(id => this[id] is Leg.Closed or Leg.Absent);

    /// <summary>The same with one leg replaced.</summary>
    public Legs With(LegId id, Leg leg) => id switch
    {
        LegId.Origin => this with { Origin = leg },
        LegId.Destination => this with { Destination = leg },
        LegId.OriginMedia => this with { OriginMedia = leg },
        _ => this with { DestinationMedia = leg },
    };
}

/// <summary>Who faces whom.</summary>
public static class LegNames
{
    /// <summary>Whether it is a dialog with the Media Server.</summary>
    public static bool IsMedia(this LegId leg) => leg is LegId.OriginMedia or LegId.DestinationMedia;

    /// <summary>The party on the other side; of a media leg, the other media leg.</summary>
    public static LegId Opposite(this LegId leg) => leg switch
    {
        LegId.Origin => LegId.Destination,
        LegId.Destination => LegId.Origin,
        LegId.OriginMedia => LegId.DestinationMedia,
        _ => LegId.OriginMedia,
    };

    /// <summary>The media leg of a party and the party of a media leg.</summary>
    public static LegId Companion(this LegId leg) => leg switch
    {
        LegId.Origin => LegId.OriginMedia,
        LegId.Destination => LegId.DestinationMedia,
        LegId.OriginMedia => LegId.Origin,
        _ => LegId.Destination,
    };
}
