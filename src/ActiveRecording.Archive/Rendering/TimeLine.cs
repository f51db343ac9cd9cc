namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// Where the file begins and ends and how instants become samples. It lives on the recorder's clock: senders'
/// clocks are mapped to it by their smallest report delay, one offset for all streams whose offsets agree.
/// </summary>
internal sealed class TimeLine
{
    /// <summary>
    /// What the sender says of the beginning is believed within this distance of the first packet or of the
    /// session's, of the end within this distance of the session's end.
    /// </summary>
    private static readonly long MaxDistance = 10 * TimeSpan.TicksPerSecond;

    /// <summary>Offsets that differ by less belong to one clock.</summary>
    private static readonly long OneClock = TimeSpan.TicksPerSecond;

    /// <summary>
    /// The last packet's samples may reach beyond the end by this much: they were taken before they were
    /// sent.
    /// </summary>
    private const long MaxOverrun = MediaClock.Rate * 40 / 1000;

    /// <summary>RIFF counts bytes in 32 bits: 37 hours of 16-bit stereo.</summary>
    private const long MaxSamples = 37L * 3600 * MediaClock.Rate;

    private readonly long? commonOffset;

    public TimeLine(RenderRequest request, IReadOnlyList<SourceAnalysis> sources)
    {
        commonOffset = sources.Min(source => source.ClockOffset);
        var starts = sources.SelectMany(source => source.Tracker.Segments
            .Where(segment => segment.FirstMedia is not null)
            .Select(segment => Instant(source, segment, segment.FirstMedia!.Value))).ToArray();
        var first = starts.Length > 0 ? starts.Min() : sources.Min(source => source.FirstArrival);
        Zero = Begin(request, first);
        Samples = Math.Clamp(End(request, sources), 0, MaxSamples);
        FirstAccepted = At(request.Accepted.UtcTicks);
    }

    /// <summary>The first sample's instant on the recorder's clock, UTC ticks.</summary>
    public long Zero { get; }

    /// <summary>Length.</summary>
    public long Samples { get; }

    /// <summary>The sample at which the first session was accepted.</summary>
    public long FirstAccepted { get; }

    /// <summary>The sample on the time line at which a segment's own time begins.</summary>
    public long Origin(SourceAnalysis source, Segment segment) =>
        MediaClock.ToSamples(Instant(source, segment, 0) - Zero);

    /// <summary>The sample at an instant of the recorder's clock, within the time line.</summary>
    public long At(long ticks) =>
        ticks == long.MaxValue ? Samples : Math.Clamp(MediaClock.ToSamples(ticks - Zero), 0, Samples);

    private long Instant(SourceAnalysis source, Segment segment, long sample) =>
        segment.Clock.FirstSampleTicks(OffsetOf(source)) + (sample * MediaClock.TicksPerSample);

    private long OffsetOf(SourceAnalysis source) => (source.ClockOffset, commonOffset) switch
    {
        ({ } own, { } common) => own - common < OneClock ? common : own,
        (_, var common) => common ?? 0,
    };

    private long Begin(RenderRequest request, long? first)
    {
        var reference = first ?? request.Accepted.UtcTicks;
        if (request.Began is not { } began) return reference;
        var mapped = began.UtcTicks + (commonOffset ?? 0);
        return IsNear(mapped, reference) || IsNear(mapped, request.Accepted.UtcTicks) ? mapped : reference;
    }

    private static bool IsNear(long mapped, long reference) => Math.Abs(mapped - reference) <= MaxDistance;

    private long End(RenderRequest request, IReadOnlyList<SourceAnalysis> sources)
    {
        var media = sources.SelectMany(source => source.Tracker.Segments
            .Where(segment => segment.FirstMedia is not null)
            .Select(segment => Origin(source, segment) + segment.MediaEnd)).DefaultIfEmpty(0).Max();
        if (request.Ended.Count == 0)
        {
            var last = sources.Select(source => source.LastArrival - Zero).Append(0).Max();
            return Math.Max(media, MediaClock.ToSamples(last));
        }

        var end = MediaClock.ToSamples(EndTicks(request.Ended) - Zero);
        return Math.Max(end, Math.Min(media, end + MaxOverrun));
    }

    /// <summary>
    /// A call ends once: a session that was told of it late, or not at all, does not prolong what another one
    /// knows.
    /// </summary>
    private long EndTicks(IReadOnlyList<RenderEnd> ends) =>
        ends.Max(CallEndTicks) ?? ends.Max(end => end.At.UtcTicks);

    private long? CallEndTicks(RenderEnd end)
    {
        var mapped = end.CallEnded?.UtcTicks + (commonOffset ?? 0);
        return mapped is { } ticks && IsNear(ticks, end.At.UtcTicks) ? ticks : null;
    }
}
