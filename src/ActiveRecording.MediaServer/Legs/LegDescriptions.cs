using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Sdp;
using Direction = ActiveRecording.Sdp.Direction;
using RtpFormat = ActiveRecording.Rtp.DataPlane.PayloadFormat;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// What a Media Server makes of a party's session description: it relays any codec and adds nothing of its
/// own.
/// </summary>
internal static class LegDescriptions
{
    public const string Audio = "audio";
    public const string Video = "video";

    private static readonly string[] Kinds = [Audio, Video];

    /// <summary>What is offered when nobody has said anything yet.</summary>
    private static readonly Sdp.PayloadFormat[] Usual =
        [Sdp.PayloadFormat.Pcmu, Sdp.PayloadFormat.Pcma, Sdp.PayloadFormat.TelephoneEvent];

    /// <summary>
    /// The offer with what cannot be relayed refused: other media than audio and video, other profiles than
    /// AVP and AVPF.
    /// </summary>
    public static SessionDescription Relayable(SessionDescription offer) =>
        offer with
        {
            Media =
            [
                .. offer.Media.Select(media =>
                    media.IsActive && !IsRelayable(offer, media) ? media.Refused() : media),
            ],
        };

    /// <summary>The kinds that an offer has.</summary>
    public static IReadOnlyList<string> KindsOf(SessionDescription offer) =>
        [.. Kinds.Where(kind =>
            offer.FirstActive(kind) is { } media && OfferAnswer.Common(media, null).Count > 0)];

    /// <summary>An offer of ours, to a party that asked for one.</summary>
    /// <param name="origin">Its author.</param>
    /// <param name="address">Where its media is received.</param>
    /// <param name="local">Its streams.</param>
    /// <param name="other">The other party's description, whose codecs are offered.</param>
    public static SessionDescription Offer(
        Origin origin, ConnectionAddress address, IReadOnlyList<LocalMedia> local,
        SessionDescription? other) =>
        SessionDescription.Create(origin, address, [.. local.Select(media => MediaDescription.Create(
            media.Kind, media.Port, Payloads(other, media.Kind), Direction.SendRecv, media.RtcpPort))]);

    /// <summary>
    /// An answer that allows all the RTCP feedback that the offer makes use of: it passes from party to
    /// party.
    /// </summary>
    public static SessionDescription WithFeedbackOf(this SessionDescription answer, SessionDescription offer) =>
        answer with { Media = [.. answer.Media.Zip(offer.Media, WithFeedbackOf)] };

    /// <summary>A stream of a party as the data plane is told of it.</summary>
    /// <param name="leg">The party's leg.</param>
    /// <param name="partner">
    /// The other party's, whose payload types it may have been offered; null if unknown.
    /// </param>
    /// <param name="kind">The stream.</param>
    public static LegRemote RemoteOf(MediaLeg leg, MediaLeg? partner, string kind)
    {
        if (leg.Remote is not { } description || description.FirstActive(kind) is not { } media)
            return new LegRemote(null, MediaDirection.Inactive, []);
        return new LegRemote(
            EndpointsOf(description, media),
            description.DirectionOf(media) switch
            {
                Direction.SendOnly => MediaDirection.SendOnly,
                Direction.RecvOnly => MediaDirection.ReceiveOnly,
                Direction.Inactive => MediaDirection.Inactive,
                _ => MediaDirection.SendReceive,
            },
            PayloadsOf(leg.Local, kind).Concat(media.Payloads).Concat(PayloadsOf(partner?.Remote, kind))
                .DistinctBy(payload => payload.Type)
                .Select(payload => new RtpFormat(
                    (byte)payload.Type, payload.Codec.Encoding, payload.Codec.ClockRate))
                .ToArray());
    }

    /// <summary>
    /// How a party's packets are renumbered for the other party: it sends under our numbers, or under its
    /// own, and the other expects its own.
    /// </summary>
    public static PayloadTranslation TranslationOf(MediaLeg leg, MediaLeg? partner, string kind)
    {
        var wanted = PayloadsOf(partner?.Remote, kind);
        var (told, own) = (PayloadsOf(leg.Local, kind), PayloadsOf(leg.Remote, kind));
        var pairs = PayloadMatching.Pairs(told, wanted).Concat(PayloadMatching.Pairs(own, wanted))
            .DistinctBy(pair => pair.Own.Type)
            .Where(pair => pair.Own.Type != pair.Other.Type).ToList();
        return pairs.Count == 0
            ? PayloadTranslation.None
            : new PayloadTranslation(pairs.Select(pair => (pair.Own.Type, pair.Other.Type)));
    }

    /// <summary>Where a stream goes; null if nowhere, or if the address is no literal.</summary>
    public static RtpEndpoints? EndpointsOf(SessionDescription description, MediaDescription media)
    {
        if (description.ConnectionOf(media) is not { IsNowhere: false } connection) return null;
        if (!connection.TryGetAddress(out var address) || media.Port >= IPEndPoint.MaxPort) return null;
        return new RtpEndpoints(
            new IPEndPoint(address, media.Port), new IPEndPoint(address, media.RtcpPort ?? media.Port + 1));
    }

    /// <summary>
    /// Whether a party said that it sends no such media; one that has no address yet said nothing.
    /// </summary>
    public static bool IsMuted(SessionDescription? party, string kind) =>
        party?.FirstActive(kind) is { } media && !party.DirectionOf(media).Sends()
        && party.ConnectionOf(media) is not { IsNowhere: true };

    private static MediaDescription WithFeedbackOf(MediaDescription answered, MediaDescription offered)
    {
        if (!answered.IsActive) return answered;
        var feedback = offered.Attributes.Where(attribute => attribute.Name == "rtcp-fb");
        return (answered with { Attributes = [.. answered.Attributes, .. feedback] })
            .WithPayloads(answered.Payloads);
    }

    private static IReadOnlyList<Sdp.PayloadFormat> PayloadsOf(
        SessionDescription? description, string kind) =>
        description?.FirstActive(kind)?.Payloads ?? [];

    private static IReadOnlyList<Sdp.PayloadFormat> Payloads(SessionDescription? other, string kind) =>
        other?.FirstActive(kind)?.Payloads is { Count: > 0 } payloads ? payloads : Usual;

    private static bool IsRelayable(SessionDescription offer, MediaDescription media) =>
        Kinds.Contains(media.Kind) && media.Protocol is "RTP/AVP" or "RTP/AVPF"
        && offer.ConnectionOf(media) is { } connection
            && (connection.IsNowhere || connection.TryGetAddress(out _));
}
