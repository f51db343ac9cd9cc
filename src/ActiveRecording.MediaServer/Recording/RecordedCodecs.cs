using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// What a party may be heard or seen in: the payload types it was told to send, as far as the other party
/// understands them.
/// </summary>
internal static class RecordedCodecs
{
    /// <summary>Its formats in its order of preference; none if it has no such stream.</summary>
    public static IReadOnlyList<PayloadFormat> Of(MediaLeg leg, string kind)
    {
        if (leg.Local?.FirstActive(kind) is not { Payloads: var own }) return [];
        var others = leg.Conference.PartnerOf(leg)?.Remote?.FirstActive(kind)?.Payloads ?? [];
        var common = PayloadMatching.Pairs(own, others).Select(pair => pair.Own).ToList();
        return common.Exists(format => !format.Codec.IsAuxiliary) ? common : own;
    }

    /// <summary>Whether both parties agreed on a stream of that kind.</summary>
    public static bool AreAgreed(MediaLeg leg, string kind) =>
        leg.Media.Has(kind) && leg.Remote?.FirstActive(kind) is not null
        && leg.Conference.PartnerOf(leg)?.Remote?.FirstActive(kind) is not null;
}
