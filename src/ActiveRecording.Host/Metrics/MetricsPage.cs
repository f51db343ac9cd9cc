using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ActiveRecording.Host.Metrics;

/// <summary>Listens to every meter named <c>ActiveRecording.*</c> and writes the page that Prometheus reads.</summary>
internal sealed class MetricsPage : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, MetricInstrument> instruments = new();
    private readonly MeterListener listener = new();

    public MetricsPage()
    {
        listener.InstrumentPublished = Published;
        listener.MeasurementsCompleted = (instrument, _) => instruments.TryRemove(instrument, out var _);
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Measured(state, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Measured(state, value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Measured(state, value, tags));
        listener.Start();
    }

    /// <summary>The page in Prometheus' text format 0.0.4.</summary>
    public string Render()
    {
        listener.RecordObservableInstruments();
        var page = new PrometheusText();
        var metrics = instruments.Values.GroupBy(static one => one.Name, StringComparer.Ordinal);
        foreach (var metric in metrics.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            var first = metric.First();
            var values = metric.SelectMany(static one => one.Values)
                .GroupBy(static value => value.Labels, StringComparer.Ordinal)
                .Select(static same => same.Aggregate(static (a, b) => a.Plus(b)))
                .OrderBy(static value => value.Labels, StringComparer.Ordinal);
            page.Write(first.Name, first.Type, first.Description, values);
        }
        return page.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Published(Instrument instrument, MeterListener self)
    {
        if (!instrument.Meter.Name.StartsWith("ActiveRecording.", StringComparison.Ordinal)) return;
        self.EnableMeasurementEvents(instrument, instruments.GetOrAdd(instrument, static one => new MetricInstrument(one)));
    }

    private static void Measured(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricInstrument)state!).Measured(value, tags);
}
