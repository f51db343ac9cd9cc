using System.Globalization;

namespace ActiveRecording.Sdp;

/// <summary>A stream cut down to what the far side chose of it.</summary>
internal static class Restriction
{
    /// <summary>
    /// The codecs that both have, under the stream's own numbers; what the far side says of how it wants to be sent to takes the
    /// place of what the stream says: format parameters, packet times (RFC 8866 §6.4), feedback (RFC 4585 §4.2).
    /// </summary>
    public static MediaDescription To(MediaDescription media, MediaDescription? chosen)
    {
        if (!media.IsActive) return media;
        if (chosen is not { IsActive: true }) return media.Refused();
        if (!media.IsRtp) return media;
        var pairs = PayloadMatching.Pairs(media.Payloads, chosen.Payloads);
        if (pairs.All(pair => pair.Own.Codec.IsAuxiliary)) return media.Refused();
        var agreed = media.WithPayloads([.. pairs.Select(pair => pair.Own with { Parameters = pair.Other.Parameters })]);
        return agreed with
        {
            Attributes =
            [
                .. agreed.Attributes.Where(attribute => !IsWish(attribute)),
                .. chosen.Attributes.Where(IsWish).SelectMany(wish => Renumbered(wish, pairs)),
            ],
        };
    }

    private static bool IsWish(SdpAttribute attribute) => attribute.Name is "ptime" or "maxptime" or "rtcp-fb";

    private static IEnumerable<SdpAttribute> Renumbered(SdpAttribute wish, IReadOnlyList<(PayloadFormat Own, PayloadFormat Other)> pairs)
    {
        if (wish.Name != "rtcp-fb" || wish.Value?.Split(' ', 2) is not [var number, var what] || number == "*") return [wish];
        return pairs.Where(pair => number == pair.Other.Type.ToString(CultureInfo.InvariantCulture))
            .Select(pair => wish with { Value = string.Create(CultureInfo.InvariantCulture, $"{pair.Own.Type} {what}") });
    }
}
