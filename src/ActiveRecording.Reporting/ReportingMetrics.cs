using System.Diagnostics.Metrics;

namespace ActiveRecording.Reporting;

/// <summary>What the read models count.</summary>
internal static class ReportingMetrics
{
    private static readonly Meter Meter = new("ActiveRecording.Reporting");

    public static readonly Counter<long> LeftOut = Meter.CreateCounter<long>(
        "events_left_out", description: "Events that the read models do not reflect, because they are damaged, unknown or missing");

    public static readonly Counter<long> Overtaken = Meter.CreateCounter<long>(
        "projections_overtaken", description: "Pages of events that another node had projected first");
}
