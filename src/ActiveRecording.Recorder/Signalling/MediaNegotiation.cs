using System.Net;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Sdp;
using RtpEndpoints = ActiveRecording.Rtp.DataPlane.RtpEndpoints;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>The recorder's part of offer and answer (RFC 3264): it only receives, at most two audio streams.</summary>
internal sealed class MediaNegotiation(bool acceptNativeCodecs)
{
    private const int MaxStreams = 2;
    private const string Audio = "audio";

    private static readonly CodecName[] Decodable =
        [CodecName.Pcma, CodecName.Pcmu, CodecName.TelephoneEvent, new CodecName("CN", 8000)];

    private static readonly PayloadFormat[] Offered =
        [PayloadFormat.Pcma, PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent];

    private CodecName[]? Codecs => acceptNativeCodecs ? null : Decodable;

    /// <summary>The m= lines that would be recorded; none deserves 488. Video is refused and the session goes on.</summary>
    public IReadOnlyList<int> Acceptable(SessionDescription offer) =>
        [.. offer.Media.Index().Where(line => IsAcceptable(line.Item)).Select(line => line.Index).Take(MaxStreams)];

    /// <summary>The answer with a local port for each line that is recorded; all others are refused with port 0.</summary>
    /// <param name="offer">The peer's description.</param>
    /// <param name="ports">RTP ports by the index of their m= line.</param>
    /// <param name="origin">Author and edition of the answer.</param>
    /// <param name="address">Where media is received.</param>
    public SessionDescription Answer(
        SessionDescription offer, IReadOnlyDictionary<int, int> ports, Origin origin, IPAddress address)
    {
        var considered = offer with
        {
            Media = [.. offer.Media.Select((media, index) => ports.ContainsKey(index) && IsAcceptable(media) ? media : media with { Port = 0 })],
        };
        var local = considered.Media.Index().Where(line => line.Item.IsActive)
            .Select(line => new LocalMedia(Audio, ports[line.Index], Codecs, Direction.RecvOnly)).ToArray();
        OfferAnswer.TryAnswer(considered, new LocalDescription(origin, ConnectionAddress.From(address), local), out var answer);
        return answer;
    }

    /// <summary>What is offered to a peer whose INVITE brought no description: one stream, G.711.</summary>
    public static SessionDescription Offer(int port, Origin origin, IPAddress address) =>
        SessionDescription.Create(
            origin, ConnectionAddress.From(address), MediaDescription.Create(Audio, port, Offered, Direction.RecvOnly));

    /// <summary>Whether the peer is to send on a line.</summary>
    public static bool IsSending(SessionDescription remote, int line) =>
        remote.Media.ElementAtOrDefault(line) is { IsActive: true } media
        && remote.DirectionOf(media).Sends()
        && remote.ConnectionOf(media) is not { IsNowhere: true };

    /// <summary>Where the peer's media comes from and its receiver reports go; null when it does not say.</summary>
    public static RtpEndpoints? Source(SessionDescription remote, int line)
    {
        if (remote.Media.ElementAtOrDefault(line) is not { IsActive: true } media) return null;
        if (remote.ConnectionOf(media) is not { IsNowhere: false } connection || !connection.TryGetAddress(out var address)) return null;
        return new RtpEndpoints(new IPEndPoint(address, media.Port), new IPEndPoint(address, media.RtcpPort ?? media.Port + 1));
    }

    /// <summary>The payload types agreed on a line, by the peer's numbers.</summary>
    public static IReadOnlyList<SpooledPayload> Payloads(SessionDescription agreed, int line) =>
        [.. (agreed.Media.ElementAtOrDefault(line)?.Payloads ?? [])
            .Select(payload => new SpooledPayload((byte)payload.Type, payload.Codec.Encoding, payload.Codec.ClockRate))];

    private bool IsAcceptable(MediaDescription media) =>
        media is { Kind: Audio, IsActive: true, Protocol: "RTP/AVP" or "RTP/AVPF" } && OfferAnswer.Common(media, Codecs).Count > 0;
}
