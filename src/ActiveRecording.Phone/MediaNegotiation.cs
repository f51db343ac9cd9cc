using System.Net;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;

namespace ActiveRecording.Phone;

/// <summary>Offers and answers of one call (RFC 3264), and what follows from them for its media.</summary>
internal sealed class MediaNegotiation
{
    private readonly PhoneContext context;
    private readonly PhoneMedia media;
    private readonly ConnectionAddress address;
    private Origin origin;
    private Direction direction = Direction.SendRecv;

    public MediaNegotiation(PhoneContext context, PhoneMedia media)
    {
        this.context = context;
        this.media = media;
        address = ConnectionAddress.From(media.Local.Address);
        // 62 bits, as RFC 3264 §5 asks of the version and phones take for the identifier.
        origin = Origin.Create(context.Identifiers.NextUInt64() >> 2, 0, address);
    }

    /// <summary>A new offer; sends nothing yet.</summary>
    public SessionDescription Offer(Direction wanted = Direction.SendRecv)
    {
        direction = wanted;
        origin = origin.Next();
        var audio = MediaDescription.Create("audio", media.Local.Port, context.Options.Payloads, wanted);
        return SessionDescription.Create(origin, address, audio);
    }

    /// <summary>Answers an offer and streams as agreed; false if there is no common codec.</summary>
    public bool TryAnswer(SessionDescription offer, out SessionDescription answer)
    {
        var codecs = context.Options.Payloads.Select(payload => payload.Codec).ToList();
        var audio = new LocalMedia("audio", media.Local.Port, codecs);
        if (!OfferAnswer.TryAnswer(offer, new(origin.Next(), address, [audio]), out answer)) return false;
        origin = origin.Next();
        direction = Direction.SendRecv;
        return TryStream(offer);
    }

    /// <summary>Streams as the peer's offer or answer says; false if it takes no codec of ours.</summary>
    public bool TryStream(SessionDescription peer)
    {
        if (peer.FirstActive("audio") is not { } audio) return false;
        foreach (var payload in audio.Payloads)
        {
            if (PhoneCodec.For(payload.Codec) is not { } codec) continue;
            var (to, control) = Destination(peer, audio);
            media.Stream(codec, (byte)payload.Type, to, control);
            return true;
        }

        return false;
    }

    /// <summary>Where RTP and RTCP go; both null towards nowhere, RTP null while the peer takes none.</summary>
    private (IPEndPoint? Rtp, IPEndPoint? Rtcp) Destination(SessionDescription peer, MediaDescription audio)
    {
        if (peer.ConnectionOf(audio) is not { IsNowhere: false } connection) return (null, null);
        if (!connection.TryGetAddress(out var host)) return (null, null);
        var sends = direction.Sends() && peer.DirectionOf(audio).Receives();
        return (sends ? new(host, audio.Port) : null, new(host, audio.RtcpPort ?? audio.Port + 1));
    }
}
