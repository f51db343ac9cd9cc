namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// The stretches of a segment whose codec is not decoded here, in samples of the segment's time. How long a
/// packet lasts is learnt from the distance of the one before.
/// </summary>
internal sealed class NativeSpans
{
    /// <summary>Beyond, further ones are added to the last.</summary>
    private const int MaxSpans = 1000;

    private readonly List<(long Start, long End)> spans = [];
    private long lastStart = -1;
    private int packetSamples = MediaClock.Rate / 50;
    private bool isBroken = true;

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<(long Start, long End)> All => spans;

    /// <summary>A packet that is not decoded; where it ends.</summary>
    public long Add(long position)
    {
        if (position - lastStart is > 0 and <= StreamTracker.MaxPacketSamples and var distance
            && lastStart >= 0)
            packetSamples = (int)distance;
        lastStart = Math.Max(lastStart, position);
        var end = position + packetSamples;
        if (spans.Count == 0 || (isBroken && spans.Count < MaxSpans)) spans.Add((position, end));
        else spans[^1] = (Math.Min(spans[^1].Start, position), Math.Max(spans[^1].End, end));
        isBroken = false;
        return end;
    }

    /// <summary>A decoded packet came in between.</summary>
    public void Break() => isBroken = true;
}
