using System.Diagnostics.Metrics;

namespace ActiveRecording.Reporting;

/// <summary>What the read models count.</summary>
internal static class ReportingMetrics
{
    private static readonly Meter Meter = new("ActiveRecording.Reporting");

    public static readonly Counter<long> Overtaken = Meter.CreateCounter<long>(
        "projections_overtaken", description: "Pages of events that another node had projected first");
}
