using System.Globalization;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>What came of a run.</summary>
/// <param name="Verdict">Its name, the first invariant that does not hold, and a ladder of the last steps.</param>
/// <param name="Seen">What was seen, so that an idle run is visible.</param>
/// <param name="Hash">Over everything that happened: the same for the same seed.</param>
internal sealed record ClusterVerdict(Verdict Verdict, ClusterCounts Seen, ulong Hash);

/// <summary>What was seen in a run, or in many.</summary>
internal sealed record ClusterCounts
{
    /// <summary>Calls that phones made.</summary>
    public int Calls { get; init; }

    /// <summary>Calls that were answered.</summary>
    public int Answered { get; init; }

    /// <summary>Calls that were answered and recorded.</summary>
    public int Recorded { get; init; }

    /// <summary>Of the recorded calls, those whose recordings are not compared with what was sent: a clock was off.</summary>
    public int Unjudged { get; init; }

    /// <summary>Recordings with gaps in their lists.</summary>
    public int Gaps { get; init; }

    /// <summary>What went wrong on purpose.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>Nodes that were killed.</summary>
    public int Crashes { get; init; }

    /// <summary>Appends that were made.</summary>
    public int Appends { get; init; }

    /// <summary>Appends of writers that had been deposed.</summary>
    public int Fenced { get; init; }

    /// <summary>Appends whose writers did not hear what became of them.</summary>
    public int Unknown { get; init; }

    /// <summary>Datagrams that were lost, doubled or late.</summary>
    public int Spoilt { get; init; }

    /// <summary>Requests that phones sent again.</summary>
    public int RepeatedRequests { get; init; }

    /// <summary>Answers that phones got again.</summary>
    public int RepeatedAnswers { get; init; }

    /// <summary>Of several runs.</summary>
    public static ClusterCounts Sum(IReadOnlyList<ClusterCounts> runs) => new()
    {
        Calls = runs.Sum(static run => run.Calls),
        Answered = runs.Sum(static run => run.Answered),
        Recorded = runs.Sum(static run => run.Recorded),
        Unjudged = runs.Sum(static run => run.Unjudged),
        Gaps = runs.Sum(static run => run.Gaps),
        Troubles = [.. runs.SelectMany(static run => run.Troubles)],
        Crashes = runs.Sum(static run => run.Crashes),
        Appends = runs.Sum(static run => run.Appends),
        Fenced = runs.Sum(static run => run.Fenced),
        Unknown = runs.Sum(static run => run.Unknown),
        Spoilt = runs.Sum(static run => run.Spoilt),
        RepeatedRequests = runs.Sum(static run => run.RepeatedRequests),
        RepeatedAnswers = runs.Sum(static run => run.RepeatedAnswers),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Calls} calls, {Answered} answered, {Recorded} recorded ({Unjudged} by clocks that were off), {Gaps} with gaps; {Troubles.Count} faults, {Crashes} crashes, "
        + $"{Appends} appends, {Fenced} fenced, {Unknown} in doubt; {Spoilt} datagrams spoilt, {RepeatedRequests} requests and {RepeatedAnswers} answers repeated");
}
