using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActiveRecording.Benchmarks;

/// <summary>What a benchmark found: ours, the baseline of the same run, and ours ÷ the baseline.</summary>
internal sealed record BenchmarkResult(
    string Name,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyDictionary<string, double> Baseline,
    IReadOnlyDictionary<string, double> Ratio)
{
    /// <summary>One line, numbers only.</summary>
    public string ToJson()
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            foreach (var (section, numbers) in Sections)
            {
                json.WriteStartObject(section);
                foreach (var (name, value) in numbers) json.WriteNumber(name, Math.Round(value, 3));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The same for people.</summary>
    public string ToTable()
    {
        var text = new StringBuilder().AppendLine(Name);
        foreach (var (section, numbers) in Sections)
        {
            foreach (var (name, value) in numbers)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {section,-9} {name,-28} {value,14:F2}");
        }

        return text.ToString();
    }

    private (string, IReadOnlyDictionary<string, double>)[] Sections =>
        [("metrics", Metrics), ("baseline", Baseline), ("ratio", Ratio)];
}
