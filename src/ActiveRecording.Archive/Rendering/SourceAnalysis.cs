using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// The first pass over one spool: its segments and clocks, and when it was meant to be silent.
/// </summary>
internal sealed class SourceAnalysis
{
    private readonly List<(long From, long To)> inactive = [];
    private readonly List<SpooledGap> unkept = [];
    private readonly SenderCounts counts = new();
    private long? inactiveSince;

    private SourceAnalysis(RenderSource source) => Source = source;

    public RenderSource Source { get; }

    public StreamTracker Tracker { get; } = new();

    /// <summary>
    /// Spans without expected media on the recorder's clock; the last may be open (<see
    /// cref="long.MaxValue"/>).
    /// </summary>
    public IReadOnlyList<(long From, long To)> Inactive => inactive;

    /// <summary>What arrived and could not be kept.</summary>
    public IReadOnlyList<SpooledGap> Unkept => unkept;

    /// <summary>Arrival of the first packet of any kind, UTC ticks; null without.</summary>
    public long? FirstArrival { get; private set; }

    /// <summary>Arrival of the last packet.</summary>
    public long LastArrival { get; private set; }

    /// <summary>Whether there are packets that cannot be decoded.</summary>
    public bool HasNative => Tracker.Kinds[(int)MediaKind.Native] > 0;

    /// <summary>The sender's clock against the recorder's; null without sender reports.</summary>
    public long? ClockOffset => Tracker.Segments.Min(segment => segment.Clock.ClockOffset);

    public static SourceAnalysis Of(RenderSource source)
    {
        var analysis = new SourceAnalysis(source);
        using var reader = SpoolReader.Open(source.Path);
        while (reader.Next()) analysis.Take(reader);
        if (analysis.inactiveSince is { } since) analysis.inactive.Add((since, long.MaxValue));
        else if (analysis.inactive.Count == 0) analysis.CloseEnds();
        return analysis;
    }

    private void Take(SpoolReader reader)
    {
        if (reader.TryGetPacket(out var packet)) Take(packet);
        else if (reader.TryGetReport(out var report)) Take(report);
        else if (reader.TryGetStream(out var stream)) Tracker.Apply(stream!);
        else if (reader.TryGetActivity(out var activity)) Take(activity);
        else if (reader.TryGetGap(out var gap)) unkept.Add(gap);
    }

    private void Take(in SpooledPacket packet)
    {
        FirstArrival ??= packet.ArrivalTicks;
        LastArrival = packet.ArrivalTicks;
        Tracker.TryPlace(packet, out _);
    }

    private void Take(in SpooledReport report)
    {
        Tracker.Note(report);
        counts.Note(report, Tracker.Expected(report.Ssrc));
    }

    /// <summary>
    /// Not after a pause: what it kept back was neither sent nor lost, and the counts cannot tell it apart.
    /// </summary>
    private void CloseEnds()
    {
        var heard = Tracker.Segments.Where(segment => segment.FirstMedia is not null);
        foreach (var source in heard.GroupBy(segment => segment.Ssrc))
        {
            var (before, after) = counts.Missing(source.Key, Tracker.Expected(source.Key));
            source.First().Lack(before, after: 0);
            source.Last().Lack(before: 0, after);
        }
    }

    private void Take(SpooledActivity activity)
    {
        if (!activity.Active)
        {
            inactiveSince ??= activity.AtTicks;
            return;
        }

        if (inactiveSince is { } since) inactive.Add((since, activity.AtTicks));
        inactiveSince = null;
    }
}
