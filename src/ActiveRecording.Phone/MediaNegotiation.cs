using System.Net;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;

namespace ActiveRecording.Phone;

/// <summary>Offers and answers of one call (RFC 3264), and what follows from them for its media.</summary>
internal sealed class MediaNegotiation
{
    private const string Audio = "audio";
    private const string Video = "video";
    private readonly PhoneContext context;
    private readonly List<(string Kind, PhoneMedia Media, IReadOnlyList<PayloadFormat> Payloads)> streams;
    private readonly ConnectionAddress address;
    private Origin origin;
    private Direction direction = Direction.SendRecv;

    public MediaNegotiation(PhoneContext context, PhoneMedia audio, PhoneMedia? video)
    {
        this.context = context;
        streams = [(Audio, audio, context.Options.Payloads)];
        if (video is not null) streams.Add((Video, video, context.Options.Video));
        address = ConnectionAddress.From(audio.Local.Address);
        // 62 bits, as RFC 3264 §5 asks of the version and phones take for the identifier.
        origin = Origin.Create(context.Identifiers.NextUInt64() >> 2, 0, address);
    }

    /// <summary>A new offer; sends nothing yet.</summary>
    public SessionDescription Offer(Direction wanted = Direction.SendRecv)
    {
        direction = wanted;
        origin = origin.Next();
        return SessionDescription.Create(origin, address, [.. streams.Select(stream =>
            MediaDescription.Create(stream.Kind, stream.Media.Local.Port, stream.Payloads, wanted))]);
    }

    /// <summary>Answers an offer and streams as agreed; false if there is no common codec.</summary>
    public bool TryAnswer(SessionDescription offer, out SessionDescription answer)
    {
        var local = streams.Select(stream => new LocalMedia(
            stream.Kind, stream.Media.Local.Port,
            [.. stream.Payloads.Select(payload => payload.Codec)])).ToList();
        if (!OfferAnswer.TryAnswer(offer, new(origin.Next(), address, local), out answer)) return false;
        if (context.Options.NumbersCodecsItself)
            answer = answer with { Media = [.. answer.Media.Select(Renumbered)] };
        origin = origin.Next();
        direction = Direction.SendRecv;
        return TryStream(offer);
    }

    /// <summary>Streams as the peer's offer or answer says; false if it takes no sound of ours.</summary>
    public bool TryStream(SessionDescription peer)
    {
        foreach (var (kind, media, payloads) in streams.Skip(1)) TryStream(peer, kind, media, payloads);
        return TryStream(peer, Audio, streams[0].Media, streams[0].Payloads);
    }

    private bool TryStream(
        SessionDescription peer, string kind, PhoneMedia media, IReadOnlyList<PayloadFormat> own)
    {
        if (peer.FirstActive(kind) is not { } described) return false;
        var payloads = described.Payloads;
        var events = payloads.FirstOrDefault(payload => payload.Codec == CodecName.TelephoneEvent);
        foreach (var payload in payloads.Where(payload => own.Any(mine => mine.Codec == payload.Codec)))
        {
            if (PhoneCodec.For(payload) is not { } codec) continue;
            var (to, control) = Destination(peer, described);
            media.Stream(codec, (byte)payload.Type, to, control, events.Type > 0 ? (byte)events.Type : null);
            return true;
        }

        return false;
    }

    private MediaDescription Renumbered(MediaDescription media)
    {
        if (!media.IsActive) return media;
        var own = streams.Find(stream => stream.Kind == media.Kind).Payloads;
        return media.WithPayloads(
            [.. media.Payloads.Select(payload => own.First(mine => mine.Codec == payload.Codec))]);
    }

    /// <summary>
    /// Where RTP and RTCP go; both null towards nowhere, RTP null while the peer takes none.
    /// </summary>
    private (IPEndPoint? Rtp, IPEndPoint? Rtcp) Destination(SessionDescription peer, MediaDescription media)
    {
        if (peer.ConnectionOf(media) is not { IsNowhere: false } connection) return (null, null);
        if (!connection.TryGetAddress(out var host)) return (null, null);
        var sends = direction.Sends() && peer.DirectionOf(media).Receives();
        return (sends ? new(host, media.Port) : null, new(host, media.RtcpPort ?? media.Port + 1));
    }
}
