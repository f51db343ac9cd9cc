namespace ActiveRecording.Sdp;

/// <summary>Which entries of two descriptions mean the same codec, whatever numbers they bear (RFC 3264 §6.1).</summary>
public static class PayloadMatching
{
    /// <summary>The own entries that the other side has too, each with its counterpart, in the own order.</summary>
    public static IReadOnlyList<(PayloadFormat Own, PayloadFormat Other)> Pairs(
        IReadOnlyList<PayloadFormat> own, IReadOnlyList<PayloadFormat> others)
    {
        var pairs = new List<(PayloadFormat, PayloadFormat)>();
        foreach (var format in own)
        {
            if (CounterpartOf(format, own, others) is { } other) pairs.Add((format, other));
        }

        return pairs;
    }

    /// <summary>
    /// The entry of the other side: that of the same codec and number; else, among those whose number means nothing to the
    /// own side, one with the same parameters, or the first.
    /// </summary>
    /// <param name="format">An entry of the own side.</param>
    /// <param name="own">All entries of the own side.</param>
    /// <param name="others">The entries of the other side.</param>
    /// <returns>Null if the other side has no such codec.</returns>
    public static PayloadFormat? CounterpartOf(
        PayloadFormat format, IReadOnlyList<PayloadFormat> own, IReadOnlyList<PayloadFormat> others)
    {
        var same = others.Where(other => other.Codec == format.Codec).ToList();
        if (same.FindIndex(other => other.Type == format.Type) is >= 0 and var numbered) return same[numbered];
        same.RemoveAll(other => own.Any(mine => mine.Codec == other.Codec && mine.Type == other.Type));
        if (same.Count == 0) return null;
        var alike = same.FindIndex(other => other.Parameters == format.Parameters);
        return same[Math.Max(0, alike)];
    }
}
