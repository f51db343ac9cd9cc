using ActiveRecording.Actors.Inspection;
using ActiveRecording.Reporting;

namespace ActiveRecording.Host.Nodes;

/// <summary>What a node does without although it works: somebody has to look at it.</summary>
internal static class Degradation
{
    /// <summary>Sentences of each kind; further ones are counted.</summary>
    private const int Most = 20;

    /// <summary>One sentence each; none: nothing is amiss.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<IInspectedRegion> regions, LeftOutEvents leftOut)
    {
        var stopped = regions
            .SelectMany(static region => region.Stopped.Select(entity => $"{region.Category}/{entity.Id} is stopped: {entity.Reason}"))
            .ToList();
        var events = leftOut.First;
        return
        [
            .. stopped.Take(Most), .. Further(stopped.Count - Most, "entities are stopped"),
            .. events.Take(Most).Select(static one => $"reporting: left out {one}"),
            .. Further(leftOut.Count - Math.Min(events.Count, Most), "events are left out of the read models"),
        ];
    }

    private static string[] Further(long count, string what) => count > 0 ? [FormattableString.Invariant($"{count} further {what}")] : [];
}
