namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// Renders spools to a stereo WAV of 8 kHz: one clock for both channels, silence where nothing came, every
/// sample of G.711 as it was sent. Reads each spool twice and holds a few seconds of it in memory.
/// </summary>
public static class StereoRenderer
{
    /// <summary>Renders; what the disk refuses is thrown and leaves the spools as they are.</summary>
    /// <exception cref="IOException">A spool cannot be read or the file not be written.</exception>
    public static RenderResult Render(RenderRequest request)
    {
        var sources = request.Sources.Select(SourceAnalysis.Of).ToArray();
        var line = new TimeLine(request, sources);
        var trimmed = Draw(request, sources, line);
        var gaps = Enumerable.Range(0, 2)
            .SelectMany(channel => GapList.Of(line, channel, OnChannel(sources, channel)))
            .OrderBy(gap => gap.Start).ToArray();
        return new RenderResult(
            new DateTimeOffset(line.Zero, TimeSpan.Zero),
            line.Samples,
            [.. Enumerable.Range(0, 2).Select(channel => Facts(
                request.Channels[channel], line, OnChannel(sources, channel), trimmed[channel],
                LostOn(channel, gaps)))],
            [.. gaps.Take(RenderResult.MaxGaps)],
            Math.Max(0, gaps.Length - RenderResult.MaxGaps),
            sources.SelectMany(source => source.Tracker.Segments).Select(segment => segment.Clock.Uncertainty)
                .DefaultIfEmpty(TimeSpan.Zero).Max(),
            KeepNatives(request, sources));
    }

    private static NativeStream[] KeepNatives(RenderRequest request, IEnumerable<SourceAnalysis> sources)
    {
        var kept = sources.Where(source => source.HasNative).Select(source => source.Source);
        return
        [
            .. kept.Concat(request.Companions)
                .Select((source, index) => NativeFile.Write(source, $"{request.WavPath}.{index}"))
                .OfType<NativeStream>(),
        ];
    }

    private static SourceAnalysis[] OnChannel(IEnumerable<SourceAnalysis> sources, int channel) =>
        [.. sources.Where(source => source.Source.Channel == channel)];

    /// <summary>
    /// Always goes on with the source that is behind, so that the canvas is written nearly in order.
    /// </summary>
    private static long[] Draw(RenderRequest request, IEnumerable<SourceAnalysis> sources, TimeLine line)
    {
        var trimmed = new long[2];
        using var canvas = new StereoCanvas(request.WavPath, new SampleCoding(request.Format), line.Samples);
        var passes = sources.Select(source => new SamplePass(source, line)).ToList();
        try
        {
            var waiting = new PriorityQueue<SamplePass, long>();
            foreach (var pass in passes.Where(pass => pass.Next())) waiting.Enqueue(pass, pass.Position);
            for (var more = waiting.TryDequeue(out var behind, out _); more;)
            {
                behind!.Draw(canvas);
                if (behind.Next()) behind = waiting.EnqueueDequeue(behind, behind.Position);
                else more = waiting.TryDequeue(out behind, out _);
            }

            foreach (var pass in passes) trimmed[pass.Channel] += pass.TrimmedSamples;
        }
        finally
        {
            foreach (var pass in passes) pass.Dispose();
        }

        canvas.Complete();
        return trimmed;
    }

    private static long LostOn(int channel, Gap[] gaps) =>
        gaps.Where(gap => gap.Channel == channel).Sum(gap => gap.LostPackets);

    private static ChannelFacts Facts(
        string dn, TimeLine line, SourceAnalysis[] sources, long trimmed, long lost)
    {
        var segments = sources
            .SelectMany(source => source.Tracker.Segments.Select(segment => (source, segment))).ToArray();
        var longest = segments.Select(pair => pair.segment).MaxBy(segment => segment.MediaEnd);
        long Sum(Func<Segment, long> count) => segments.Sum(pair => count(pair.segment));
        long Kind(MediaKind kind) => sources.Sum(source => source.Tracker.Kinds[(int)kind]);
        return new ChannelFacts(
            dn,
            Sum(segment => segment.Packets),
            lost + Sum(segment => segment.UnlistedPackets),
            Sum(segment => segment.Duplicates),
            Sum(segment => segment.Reordered),
            Kind(MediaKind.ComfortNoise),
            Kind(MediaKind.TelephoneEvent),
            Kind(MediaKind.Native),
            trimmed,
            longest?.Clock.DriftPartsPerMillion ?? 0,
            [.. segments.Where(pair => pair.segment.FirstMedia is not null)
                .Select(pair => Facts(line, pair.source, pair.segment))]);
    }

    private static SegmentFacts Facts(TimeLine line, SourceAnalysis source, Segment segment)
    {
        var start = line.Origin(source, segment) + segment.FirstMedia!.Value;
        var length = segment.MediaEnd - segment.FirstMedia.Value;
        return new SegmentFacts(
            segment.Ssrc, MediaClock.ToTime(start), MediaClock.ToTime(length), segment.Clock.FromReports);
    }
}
