using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ActiveRecording.Host.Metrics;

/// <summary>What one instrument has measured, by tags.</summary>
internal sealed class MetricInstrument
{
    private const int MaxSeries = 1_000;

    /// <summary>Seconds from a millisecond to a minute, where an instrument advises nothing else.</summary>
    private static readonly double[] DefaultBounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private readonly double[]? bounds;
    private readonly bool adds;

    public MetricInstrument(Instrument instrument)
    {
        Name = MetricName.Of(instrument);
        Description = instrument.Description ?? "";
        Type = MetricName.IsHistogram(instrument) ? "histogram" : MetricName.IsCounter(instrument) ? "counter" : "gauge";
        bounds = MetricName.IsHistogram(instrument) ? BoundsOf(instrument) : null;
        adds = !instrument.IsObservable && (MetricName.IsCounter(instrument) || MetricName.IsUpDownCounter(instrument));
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>counter, gauge or histogram.</summary>
    public string Type { get; }

    public IEnumerable<MetricValue> Values => series.Values.Select(static one => one.Read());

    /// <summary>Takes a measurement; tag sets beyond 1 000 count together under <c>overflow="true"</c>.</summary>
    public void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            var key = series.Count < MaxSeries ? labels : "overflow=\"true\"";
            one = series.GetOrAdd(key, new MetricSeries(key, bounds));
        }
        if (bounds is not null) one.Record(value);
        else if (adds) one.Add(value);
        else one.Set(value);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(static bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(static bound => (double)bound)],
        _ => DefaultBounds,
    };

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (text.Length > 0) text.Append(',');
            text.Append(MetricName.Clean(name)).Append("=\"").Append(Escape(value?.ToString() ?? "")).Append('"');
        }
        return text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
