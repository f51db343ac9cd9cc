using ActiveRecording.MediaServer.Legs;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>What a party may be heard in: its own payload types, as far as the other party understands them.</summary>
internal static class RecordedCodecs
{
    /// <summary>Its audio formats in its order of preference.</summary>
    public static IReadOnlyList<PayloadFormat> Of(MediaLeg leg)
    {
        if (leg.Remote?.FirstActive(LegDescriptions.Audio) is not { } own) return [PayloadFormat.Pcmu];
        var other = leg.Conference.PartnerOf(leg)?.Remote?.FirstActive(LegDescriptions.Audio);
        var common = other is null ? [] : OfferAnswer.Common(own, [.. other.Payloads.Select(payload => payload.Codec)]);
        return common.Count > 0 ? common : own.Payloads;
    }
}
