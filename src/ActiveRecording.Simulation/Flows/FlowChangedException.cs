using System.Text;

namespace ActiveRecording.Simulation.Flows;

/// <summary>A flow is not the one that is kept.</summary>
public sealed class FlowChangedException(string name, string kept, string flow) : Exception(Describe(name, kept, flow))
{
    /// <summary>The kept flow's lines that are gone and the new ones, from the first to the last that differ.</summary>
    private static string Describe(string name, string kept, string flow)
    {
        var before = kept.Split('\n');
        var after = flow.Split('\n');
        var shorter = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < shorter && before[head] == after[head]) head++;
        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;

        var text = new StringBuilder($"Flow '{name}' changed at line {head + 1}. If that is right: FLOWS_ACCEPT=1.\n");
        if (head > 0) text.Append("  ").Append(before[0]).Append('\n');
        foreach (var line in before[head..^tail]) text.Append("- ").Append(line).Append('\n');
        foreach (var line in after[head..^tail]) text.Append("+ ").Append(line).Append('\n');
        return text.ToString();
    }
}
