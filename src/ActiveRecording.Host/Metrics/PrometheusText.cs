using System.Globalization;
using System.Text;

namespace ActiveRecording.Host.Metrics;

/// <summary>Writes Prometheus' text format 0.0.4.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder page = new();

    /// <summary>One metric with all its series.</summary>
    public void Write(string name, string type, string description, IEnumerable<MetricValue> values)
    {
        if (description.Length > 0) page.Append("# HELP ").Append(name).Append(' ').Append(OneLine(description)).Append('\n');
        page.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var value in values)
        {
            if (type is "histogram") WriteHistogram(name, value);
            else WriteLine(name, value.Labels, value.Sum);
        }
    }

    public override string ToString() => page.ToString();

    private void WriteHistogram(string name, MetricValue value)
    {
        var cumulated = 0L;
        for (var i = 0; i < value.Buckets.Length; i++)
        {
            cumulated += value.Buckets[i];
            var bound = i < value.Bounds.Length ? Number(value.Bounds[i]) : "+Inf";
            var separator = value.Labels.Length > 0 ? "," : "";
            WriteLine($"{name}_bucket", $"{value.Labels}{separator}le=\"{bound}\"", cumulated);
        }
        WriteLine($"{name}_sum", value.Labels, value.Sum);
        WriteLine($"{name}_count", value.Labels, value.Count);
    }

    private void WriteLine(string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0) page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string OneLine(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
