using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>The first pass over one spool: its segments and clocks, and when it was meant to be silent.</summary>
internal sealed class SourceAnalysis
{
    private readonly List<(long From, long To)> inactive = [];
    private long? inactiveSince;

    private SourceAnalysis(RenderSource source) => Source = source;

    public RenderSource Source { get; }

    public StreamTracker Tracker { get; } = new();

    /// <summary>Spans without expected media on the recorder's clock; the last may be open (<see cref="long.MaxValue"/>).</summary>
    public IReadOnlyList<(long From, long To)> Inactive => inactive;

    /// <summary>Arrival of the first packet of any kind, UTC ticks; null without.</summary>
    public long? FirstArrival { get; private set; }

    /// <summary>Arrival of the last packet.</summary>
    public long LastArrival { get; private set; }

    /// <summary>Arrivals of the first and last packet that cannot be decoded.</summary>
    public (long First, long Last)? Native { get; private set; }

    /// <summary>The sender's clock against the recorder's; null without sender reports.</summary>
    public long? ClockOffset => Tracker.Segments.Min(segment => segment.Clock.ClockOffset);

    public static SourceAnalysis Of(RenderSource source)
    {
        var analysis = new SourceAnalysis(source);
        using var reader = SpoolReader.Open(source.Path);
        while (reader.Next()) analysis.Take(reader);
        if (analysis.inactiveSince is { } since) analysis.inactive.Add((since, long.MaxValue));
        return analysis;
    }

    private void Take(SpoolReader reader)
    {
        if (reader.TryGetPacket(out var packet)) Take(packet);
        else if (reader.TryGetReport(out var report)) Tracker.Note(report);
        else if (reader.TryGetStream(out var stream)) Tracker.Apply(stream!);
        else if (reader.TryGetActivity(out var activity)) Take(activity);
    }

    private void Take(in SpooledPacket packet)
    {
        FirstArrival ??= packet.ArrivalTicks;
        LastArrival = packet.ArrivalTicks;
        if (Tracker.TryPlace(packet, out var placement) && placement.Kind == MediaKind.Native)
            Native = (Native?.First ?? packet.ArrivalTicks, packet.ArrivalTicks);
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
