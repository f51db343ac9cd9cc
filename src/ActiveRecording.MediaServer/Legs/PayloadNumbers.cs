using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>
/// The numbers under which a leg takes codecs: those of its first description for good, because what a number
/// means must not change during a session (RFC 3264 §8.3.2), although the party's own description may bear
/// others.
/// </summary>
internal sealed class PayloadNumbers
{
    private const int FirstDynamic = 96;
    private const int LastType = 127;
    private (string Kind, PayloadFormat[] Formats)[] known = [];

    /// <summary>A description of ours under these numbers; codecs not known yet get theirs.</summary>
    public SessionDescription Apply(SessionDescription description) =>
        description with { Media = [.. description.Media.Select(Apply)] };

    private MediaDescription Apply(MediaDescription media)
    {
        if (media is not { IsActive: true, IsRtp: true }) return media;
        var formats = known.Where(one => one.Kind == media.Kind).SelectMany(one => one.Formats).ToList();
        var (own, numbered) = (media.Payloads, new List<PayloadFormat>());
        foreach (var format in own)
        {
            var former = PayloadMatching.CounterpartOf(format, own, formats);
            var number = former?.Type ?? Free(format.Type, formats);
            if (former is null) formats.Add(format with { Type = number });
            if (numbered.TrueForAll(other => other.Type != number))
                numbered.Add(format with { Type = number });
        }

        known = [.. known.Where(one => one.Kind != media.Kind), (media.Kind, [.. formats])];
        return numbered.SequenceEqual(own) ? media : media.WithPayloads(numbered);
    }

    /// <summary>The number wished for, unless it means something else here.</summary>
    private static int Free(int wished, List<PayloadFormat> formats)
    {
        bool IsFree(int number) => formats.TrueForAll(format => format.Type != number);
        if (IsFree(wished)) return wished;
        var free = Enumerable.Range(FirstDynamic, LastType + 1 - FirstDynamic).Where(IsFree).ToList();
        return free.Count > 0 ? free[0] : wished;
    }
}
