using System.Diagnostics.Metrics;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals;

/// <summary>What the journal counts.</summary>
internal static class JournalsMetrics
{
    private static readonly Meter Meter = new("ActiveRecording.Journals");

    public static readonly Counter<long> Appends = Meter.CreateCounter<long>(
        "journal_appends", description: "Appends by outcome");

    public static readonly Histogram<double> Commit = Meter.CreateHistogram<double>(
        "journal_commit", unit: "s", description: "Time a batch took to become durable");

    public static KeyValuePair<string, object?> Outcome(AppendOutcome outcome) => new("outcome", outcome.ToString());
}
