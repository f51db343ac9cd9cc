namespace ActiveRecording.Sdp;

/// <summary>The offer/answer model (RFC 3264) as pure functions.</summary>
public static class OfferAnswer
{
    /// <summary>
    /// Answers stream by stream: the first unused local medium of the kind takes it, with the offer's payload types and
    /// order; what nobody takes is refused with port 0.
    /// </summary>
    /// <returns>False if no stream is left: the request deserves 488.</returns>
    public static bool TryAnswer(SessionDescription offer, LocalDescription local, out SessionDescription answer)
    {
        var free = local.Media.ToList();
        var media = new List<MediaDescription>(offer.Media.Count);
        foreach (var offered in offer.Media)
        {
            var taker = free.Find(m => m.Kind == offered.Kind && offered.IsActive && Common(offered, m.Codecs).Count > 0);
            if (taker is not null) free.Remove(taker);
            media.Add(taker is null ? offered.Refused() : AnswerOne(offer, offered, taker));
        }
        answer = new SessionDescription(local.Origin, media) { Connection = local.Address };
        return media.Exists(m => m.IsActive);
    }

    /// <summary>
    /// The stream's formats among <paramref name="codecs"/> (null: all it names), in its own order and numbers; empty if
    /// only events or comfort noise would be left.
    /// </summary>
    public static IReadOnlyList<PayloadFormat> Common(MediaDescription media, IReadOnlyList<CodecName>? codecs)
    {
        var common = media.Payloads.Where(p => codecs is null || codecs.Contains(p.Codec)).ToList();
        return common.Exists(p => !p.Codec.IsAuxiliary) ? common : [];
    }

    /// <summary>
    /// Each stream with only the codecs that the stream at its place in <paramref name="chosen"/> kept, under its own numbers
    /// and with the parameters chosen there; streams refused there, or without a common codec, are refused here.
    /// </summary>
    public static SessionDescription RestrictTo(this SessionDescription description, SessionDescription chosen)
    {
        var media = description.Media.Select((media, index) => Restriction.To(media, chosen.Media.ElementAtOrDefault(index)));
        return description with { Media = [.. media] };
    }

    /// <summary>Whether any stream is open.</summary>
    public static bool HasMedia(this SessionDescription description) => description.Media.Any(m => m.IsActive);

    /// <summary>Every open stream in this direction, session-level attributes removed.</summary>
    public static SessionDescription WithDirection(this SessionDescription description, Direction direction)
    {
        var others = description.Attributes.Where(a => a.Value is not null || !Directions.TryParse(a.Name, out _));
        var media = description.Media.Select(m => m.IsActive ? m.WithDirection(direction) : m);
        return description with { Attributes = [.. others], Media = [.. media] };
    }

    /// <summary>Media at one address; the port of each open stream stays.</summary>
    public static SessionDescription WithAddress(this SessionDescription description, ConnectionAddress address)
    {
        var media = description.Media.Select(m => m with { Connection = null });
        return description with { Connection = address, Media = [.. media] };
    }

    /// <summary>Another author.</summary>
    public static SessionDescription WithOrigin(this SessionDescription description, Origin origin) =>
        description with { Origin = origin };

    /// <summary>The next edition of the same description.</summary>
    public static SessionDescription WithNextVersion(this SessionDescription description) =>
        description with { Origin = description.Origin.Next() };

    /// <summary>Whether two descriptions say the same about media, whoever made them and in whichever edition.</summary>
    public static bool SameMedia(this SessionDescription description, SessionDescription other) =>
        description.WithOrigin(default) == other.WithOrigin(default);

    /// <summary>
    /// Whether its side takes nothing: each open stream is sendonly, inactive or sent nowhere (RFC 3264 §8.4).
    /// </summary>
    public static bool IsHold(this SessionDescription description) =>
        description.HasMedia() && description.Media.Where(m => m.IsActive).All(m =>
            !description.DirectionOf(m).Receives() || description.ConnectionOf(m) is { IsNowhere: true });

    private static MediaDescription AnswerOne(SessionDescription offer, MediaDescription offered, LocalMedia taker)
    {
        var direction = offer.DirectionOf(offered).Reversed().And(taker.Direction);
        var common = Common(offered, taker.Codecs);
        var answered = MediaDescription.Create(offered.Kind, taker.Port, common, null, taker.RtcpPort);
        var ptime = offered.Attributes.Where(a => a.Name is "ptime" or "maxptime");
        answered = answered with { Protocol = offered.Protocol, Attributes = [.. answered.Attributes, .. ptime] };
        return answered.WithDirection(direction);
    }
}

/// <summary>What one side can take part with.</summary>
/// <param name="Origin">Author of its descriptions.</param>
/// <param name="Address">Where it receives.</param>
/// <param name="Media">Its media, in order of preference within a kind.</param>
public sealed record LocalDescription(Origin Origin, ConnectionAddress Address, IReadOnlyList<LocalMedia> Media);

/// <summary>A medium one side can take part with.</summary>
/// <param name="Kind"><c>audio</c> or <c>video</c>.</param>
/// <param name="Port">Its RTP port.</param>
/// <param name="Codecs">Those it understands; null takes any codec with a name, as a relay does.</param>
/// <param name="Direction">What it wants to do.</param>
/// <param name="RtcpPort">Unless the RTP port plus one.</param>
public sealed record LocalMedia(
    string Kind,
    int Port,
    IReadOnlyList<CodecName>? Codecs = null,
    Direction Direction = Direction.SendRecv,
    int? RtcpPort = null);
