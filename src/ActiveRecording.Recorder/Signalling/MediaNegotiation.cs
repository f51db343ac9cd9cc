using System.Net;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Sdp;
using RtpEndpoints = ActiveRecording.Rtp.DataPlane.RtpEndpoints;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>
/// The recorder's part of offer and answer (RFC 3264): it only receives, at most two streams of sound and two
/// of pictures.
/// </summary>
internal sealed class MediaNegotiation(bool acceptNativeCodecs, bool acceptVideo)
{
    private const int MaxStreams = 2;
    private const string Audio = "audio";
    private const string Video = "video";

    private static readonly CodecName[] Decodable =
        [CodecName.Pcma, CodecName.Pcmu, CodecName.TelephoneEvent, new CodecName("CN", 8000)];

    private static readonly PayloadFormat[] Offered =
        [PayloadFormat.Pcma, PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent];

    /// <summary>
    /// The m= lines that would be recorded, sound first; without any sound the offer deserves 488.
    /// </summary>
    public IReadOnlyList<ReceivedLine> Acceptable(SessionDescription offer)
    {
        var sound = Of(offer, Audio);
        return sound.Count == 0 ? [] : [.. sound, .. Of(offer, Video)];
    }

    /// <summary>What is offered to a peer whose INVITE brings no description.</summary>
    /// <param name="parties">Streams of sound, 1 or 2.</param>
    public static IReadOnlyList<ReceivedLine> Unasked(int parties) =>
        [.. Enumerable.Range(0, parties).Select(index => new ReceivedLine(index, IsVideo: false))];

    /// <summary>
    /// The answer with a local port for each line that is recorded; all others are refused with port 0.
    /// </summary>
    /// <param name="offer">The peer's description.</param>
    /// <param name="ports">RTP ports by the index of their m= line.</param>
    /// <param name="origin">Author and edition of the answer.</param>
    /// <param name="address">Where media is received.</param>
    public SessionDescription Answer(
        SessionDescription offer, IReadOnlyDictionary<int, int> ports, Origin origin, IPAddress address)
    {
        var considered = offer with
        {
            Media =
            [
                .. offer.Media.Select((media, index) =>
                    ports.ContainsKey(index) && IsAcceptable(media) ? media : media with { Port = 0 }),
            ],
        };
        var local = considered.Media.Index().Where(line => line.Item.IsActive)
            .Select(line => new LocalMedia(
                line.Item.Kind, ports[line.Index], CodecsOf(line.Item.Kind), Direction.RecvOnly)).ToArray();
        OfferAnswer.TryAnswer(
            considered, new LocalDescription(origin, ConnectionAddress.From(address), local), out var answer);
        return answer;
    }

    /// <summary>
    /// What is offered to a peer whose INVITE brought no description: G.711, a stream for each port.
    /// </summary>
    public static SessionDescription Offer(IEnumerable<int> ports, Origin origin, IPAddress address) =>
        SessionDescription.Create(
            origin, ConnectionAddress.From(address),
            [.. ports.Select(port => MediaDescription.Create(Audio, port, Offered, Direction.RecvOnly))]);

    /// <summary>Whether any sound is left.</summary>
    public static bool HasSound(SessionDescription description) => description.FirstActive(Audio) is not null;

    /// <summary>Whether the peer is to send on a line.</summary>
    public static bool IsSending(SessionDescription remote, int line) =>
        remote.Media.ElementAtOrDefault(line) is { IsActive: true } media
        && remote.DirectionOf(media).Sends()
        && remote.ConnectionOf(media) is not { IsNowhere: true };

    /// <summary>
    /// Where the peer's media comes from and its receiver reports go; null when it does not say.
    /// </summary>
    public static RtpEndpoints? Source(SessionDescription remote, int line)
    {
        if (remote.Media.ElementAtOrDefault(line) is not { IsActive: true } media) return null;
        if (remote.ConnectionOf(media) is not { IsNowhere: false } connection
            || !connection.TryGetAddress(out var address))
            return null;
        return new RtpEndpoints(
            new IPEndPoint(address, media.Port), new IPEndPoint(address, media.RtcpPort ?? media.Port + 1));
    }

    /// <summary>The payload types agreed on a line, by the peer's numbers.</summary>
    public static IReadOnlyList<SpooledPayload> Payloads(SessionDescription agreed, int line) =>
        (agreed.Media.ElementAtOrDefault(line)?.Payloads ?? [])
            .Select(payload => new SpooledPayload(
                (byte)payload.Type, payload.Codec.Encoding, payload.Codec.ClockRate,
                payload.Codec.Channels > 1 ? payload.Codec.Channels : null, payload.Parameters))
            .ToArray();

    private IReadOnlyList<ReceivedLine> Of(SessionDescription offer, string kind) =>
    [
        .. offer.Media.Index().Where(line => line.Item.Kind == kind && IsAcceptable(line.Item))
            .Select(line => new ReceivedLine(line.Index, kind == Video)).Take(MaxStreams),
    ];

    private CodecName[]? CodecsOf(string kind) => kind == Video || acceptNativeCodecs ? null : Decodable;

    private bool IsAcceptable(MediaDescription media) =>
        (media.Kind == Audio || (media.Kind == Video && acceptVideo))
        && media is { IsActive: true, Protocol: "RTP/AVP" or "RTP/AVPF" }
        && OfferAnswer.Common(media, CodecsOf(media.Kind)).Count > 0;
}

/// <summary>An m= line that is received.</summary>
/// <param name="Index">Its place among the m= lines, from 0.</param>
/// <param name="IsVideo">Pictures; else sound.</param>
internal readonly record struct ReceivedLine(int Index, bool IsVideo);
