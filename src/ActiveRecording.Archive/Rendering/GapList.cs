namespace ActiveRecording.Archive.Rendering;

/// <summary>Collects the gaps of one channel from what the passes over its spools have shown.</summary>
internal sealed class GapList(TimeLine line, int channel)
{
    /// <summary>A change of source, or a missing end, counts as a gap from this length on: 60 ms.</summary>
    private const long LeastHole = MediaClock.Rate * 60 / 1000;

    /// <summary>
    /// A first session that was accepted so long after the answer missed something: 500 ms.
    /// </summary>
    private const long LeastLateness = MediaClock.Rate / 2;

    private readonly List<Gap> gaps = [];

    /// <summary>All gaps of the channel.</summary>
    public static IEnumerable<Gap> Of(TimeLine line, int channel, IReadOnlyList<SourceAnalysis> sources)
    {
        var list = new GapList(line, channel);
        list.AddPauses(sources);
        foreach (var source in sources) list.AddLoss(source);
        list.AddHoles(sources);
        list.AddNative(sources);
        list.AddAbsence(sources);
        return list.gaps;
    }

    /// <summary>
    /// What a pause kept back was not lost, although its sequence numbers are missing. What the disk was too slow for is
    /// known from them as well, unless nothing came afterwards.
    /// </summary>
    private void AddLoss(SourceAnalysis source)
    {
        var unkept = source.Unkept.Select(gap => (From: line.At(gap.FromTicks), To: line.At(gap.ToTicks), gap.Packets)).ToList();
        foreach (var segment in source.Tracker.Segments)
        {
            var origin = line.Origin(source, segment);
            foreach (var run in segment.Missing)
            {
                var (from, to) = (origin + run.Start, origin + run.End);
                var isUnkept = unkept.Any(gap => Math.Min(to, gap.To) - Math.Max(from, gap.From) >= (to - from) / 2);
                if (isUnkept) unkept.RemoveAll(gap => Math.Min(to, gap.To) > Math.Max(from, gap.From));
                if (IsWithin(from, to) && (to == from || !IsPaused(from, to)))
                    Add(from, to, isUnkept ? GapCause.Storage : GapCause.Loss, run.Packets);
            }
        }

        foreach (var (from, to, packets) in unkept) Add(from, to, GapCause.Storage, packets);
    }

    private void AddPauses(IReadOnlyList<SourceAnalysis> sources)
    {
        foreach (var (from, to) in sources.SelectMany(source => source.Inactive))
        {
            if (line.At(to) > line.At(from)) Add(line.At(from), line.At(to), GapCause.Paused, 0);
        }
    }

    /// <summary>
    /// Before the first session, between two segments, and after the last one of an interrupted session.
    /// </summary>
    private void AddHoles(IReadOnlyList<SourceAnalysis> sources)
    {
        var spans = sources.SelectMany(source => source.Tracker.Segments
                .Where(segment => segment.FirstMedia is not null)
                .Select(segment => (Start: line.Origin(source, segment) + segment.FirstMedia!.Value,
                    End: line.Origin(source, segment) + segment.MediaEnd, source.Source.Interrupted)))
            .OrderBy(span => span.Start).ToArray();
        if (spans.Length == 0) return;
        var begun = sources.Any(IsFruitless) ? spans[0].Start : Math.Min(spans[0].Start, line.FirstAccepted);
        if (begun >= LeastLateness) AddInterruption(0, begun);
        var (covered, interrupted) = (spans[0].End, spans[0].Interrupted);
        foreach (var span in spans.Skip(1))
        {
            if (interrupted) AddInterruption(covered, span.Start);
            else if (span.Start - covered >= LeastHole && !IsPaused(covered, span.Start))
                Add(covered, span.Start, GapCause.SourceChange, 0);
            if (span.End >= covered) (covered, interrupted) = (span.End, span.Interrupted);
        }

        if (interrupted) AddInterruption(covered, line.Samples);
    }

    /// <summary>What of a span no pause explains.</summary>
    private void AddInterruption(long from, long to)
    {
        var pauses = gaps.Where(gap => gap.Cause == GapCause.Paused).OrderBy(gap => gap.Start).ToArray();
        foreach (var pause in pauses)
        {
            var (begin, end) = SpanOf(pause);
            if (Math.Min(begin, to) - from >= LeastHole)
                Add(from, Math.Min(begin, to), GapCause.Interrupted, 0);
            from = Math.Max(from, Math.Min(end, to));
        }

        if (to - from >= LeastHole) Add(from, to, GapCause.Interrupted, 0);
    }

    /// <summary>A session that was cut off before it brought anything.</summary>
    private static bool IsFruitless(SourceAnalysis source) =>
        source.Source.Interrupted && source.Tracker.Segments.All(segment => segment.FirstMedia is null);

    private void AddNative(IReadOnlyList<SourceAnalysis> sources)
    {
        foreach (var source in sources)
        {
            foreach (var segment in source.Tracker.Segments)
            {
                var origin = line.Origin(source, segment);
                foreach (var (start, end) in segment.Native)
                {
                    if (IsWithin(origin + start, origin + end))
                        Add(origin + start, origin + end, GapCause.NotDecoded, 0);
                }
            }
        }
    }

    private void AddAbsence(IReadOnlyList<SourceAnalysis> sources)
    {
        if (line.Samples > 0 && sources.All(source => source.FirstArrival is null)
            && !IsPaused(0, line.Samples))
            Add(0, line.Samples, GapCause.NoMedia, 0);
    }

    /// <summary>
    /// Whether any of it is on the time line: what was sent before the answer or after the hang-up is not
    /// missing.
    /// </summary>
    private bool IsWithin(long from, long to) => from < line.Samples && (to > 0 || (to == from && from == 0));

    /// <summary>Whether pauses explain at least half of the span.</summary>
    private bool IsPaused(long from, long to) =>
        2 * gaps.Where(gap => gap.Cause == GapCause.Paused).Sum(gap => Overlap(gap, from, to)) >= to - from;

    private static long Overlap(Gap gap, long from, long to)
    {
        var (begin, end) = SpanOf(gap);
        return Math.Max(0, Math.Min(to, end) - Math.Max(from, begin));
    }

    private static (long Begin, long End) SpanOf(Gap gap) =>
        (MediaClock.ToSamples(gap.Start.Ticks), MediaClock.ToSamples((gap.Start + gap.Length).Ticks));

    private void Add(long from, long to, GapCause cause, long lost)
    {
        from = Math.Clamp(from, 0, line.Samples);
        to = Math.Clamp(to, from, line.Samples);
        gaps.Add(new Gap(channel, MediaClock.ToTime(from), MediaClock.ToTime(to - from), cause, lost));
    }
}
