using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActiveRecording.ClusterTests;

/// <summary>The results, for programs and for people.</summary>
/// <param name="results">Of the faults.</param>
/// <param name="undisturbed">How long the same calls waited for an answer at most before the fault, shortest first.</param>
internal sealed class Report(IReadOnlyList<FaultResult> results, IReadOnlyList<TimeSpan> undisturbed)
{
    /// <summary>One line, numbers only; the fault's name before each when there are several.</summary>
    public string ToJson()
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", results.Count == 1 ? $"cluster-test {results[0].Name}" : "cluster-test");
            json.WriteStartObject("metrics");
            foreach (var result in results)
            {
                foreach (var (name, value) in result.Metrics) json.WriteNumber(Named(result, name), Math.Round(value, 1));
            }

            json.WriteEndObject();
            json.WriteStartObject("baseline");
            json.WriteNumber("answerP50Millis", Math.Round(undisturbed.Percentile(0.5).TotalMilliseconds, 1));
            json.WriteNumber("answerP99Millis", Math.Round(undisturbed.Percentile(0.99).TotalMilliseconds, 1));
            json.WriteEndObject();
            json.WriteStartObject("ratio");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine("fault              calls  dialogs lost  events lost  doubled   p50 ms   p99 ms  after it, p99");
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Name,-17} {result.Calls,6} {result.DialogsLost.Count,13}");
            text.Append(CultureInfo.InvariantCulture, $" {result.EventsLost.Count,12} {result.EventsDoubled.Count,8}");
            text.Append(CultureInfo.InvariantCulture, $" {result.Recoveries.Percentile(0.5).TotalMilliseconds,8:F0}");
            text.Append(CultureInfo.InvariantCulture, $" {result.Recoveries.Percentile(0.99).TotalMilliseconds,8:F0}");
            text.Append(CultureInfo.InvariantCulture, $" {result.Afterwards.Percentile(0.99).TotalMilliseconds,14:F0}");
            text.AppendLine(result.Passed ? "  passed" : "  FAILED");
        }

        return text.ToString();
    }

    private string Named(FaultResult result, string metric) => results.Count == 1
        ? metric
        : result.Name.Split('-').Append(metric).Aggregate(
            static (name, word) => $"{name}{char.ToUpperInvariant(word[0])}{word[1..]}");
}
