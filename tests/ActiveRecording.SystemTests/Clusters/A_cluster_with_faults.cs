using System.Diagnostics;
using System.Globalization;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// Three nodes, two Media Servers, recorders, phones and databases in trouble, drawn from seeds. A plain test run plays a
/// few of them; <c>./build.sh sim</c> plays as many as it is told, from another seed each time.
/// </summary>
public sealed class A_cluster_with_faults(ITestOutputHelper output)
{
    private const int FewSeeds = 5;
    private const int ManySeeds = 15;

    /// <summary>Names a seed whose run is told in full, with the logs of all nodes.</summary>
    private static string? Told => Environment.GetEnvironmentVariable("CLUSTER_REPLAY") is { Length: > 0 } seed ? seed : null;

    [Fact]
    public void Loses_nothing()
    {
        var first = Number("CLUSTER_SEED", 1);
        var runs = (int)Number("CLUSTER_RUNS", FewSeeds);
        var watch = Stopwatch.StartNew();
        var seen = new ClusterVerdict[runs];
        var failed = FaultCampaign.Play(
            Enumerable.Range(0, runs).ToList(),
            index =>
            {
                seen[index] = ClusterRun.Play(first + (ulong)index);
                return seen[index].Verdict;
            });
        output.WriteLine($"{runs} runs from seed {first}, {watch.Elapsed.TotalMilliseconds / runs:F0} ms each: {Sum(seen)}");
        Report(seen);
        FaultCampaign.Note(failed, runs);
        Assert.True(failed.Count == 0, FaultCampaign.Report(failed, runs));
    }

    [Theory]
    [InlineData(20261130222027, "a CANCEL that came to a call before it had repeated its INVITE left a phone ringing")]
    [InlineData(60159, "an answer went to the own address of a node that was about to leave")]
    [InlineData(60406, "an INVITE under way at a Resource Manager that died was never answered")]
    [InlineData(50003, "a node that left refused a call that the next one took")]
    [InlineData(70455, "a node that was deposed passed on requests that had been answered meanwhile")]
    [InlineData(70035, "an INVITE of a leg that was over was revived")]
    [InlineData(50039, "the beginning that a Media Server could not keep was lost without a word")]
    public void Holds_where_it_did_not_once(ulong seed, string what)
    {
        var run = ClusterRun.Play(seed);
        Assert.True(run.Verdict.Broken is null, $"{what}? {run.Verdict}");
    }

    [Fact]
    public void Does_the_same_again_for_the_same_seed()
    {
        var seed = Number("CLUSTER_SEED", 1);
        var (one, other) = (ClusterRun.Play(seed), ClusterRun.Play(seed));
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, ClusterRun.Play(seed + 1).Hash);
    }

    [Fact]
    public void Is_not_idle()
    {
        var seen = Sum([.. Enumerable.Range(1, ManySeeds).Select(seed => ClusterRun.Play((ulong)seed))]);
        output.WriteLine($"{seen}");
        Assert.True(seen.Calls >= 20 * ManySeeds && seen.Troubles.Count >= 5 * ManySeeds, $"{seen}");
        Assert.True(seen is { Crashes: > 0, Recorded: > 0, Gaps: > 0, RepeatedRequests: > 0, RepeatedAnswers: > 0, Spoilt: > 0 }, $"{seen}");
    }

    [Fact]
    public void Is_told_in_full_when_asked_by_seed()
    {
        if (Told is not { } seed) Assert.Skip("CLUSTER_REPLAY names no seed");
        else output.WriteLine(ClusterRun.Play(ulong.Parse(seed, CultureInfo.InvariantCulture), tells: true).Verdict.ToString());
    }

    private static ClusterCounts Sum(IReadOnlyList<ClusterVerdict> runs) => ClusterCounts.Sum([.. runs.Select(static run => run.Seen)]);

    /// <summary>A line for each run in the file that CLUSTER_REPORT names, so that an idle one is visible, and one for all.</summary>
    private static void Report(IReadOnlyList<ClusterVerdict> runs)
    {
        if (Environment.GetEnvironmentVariable("CLUSTER_REPORT") is not { Length: > 0 } path) return;
        File.WriteAllLines(path,
        [
            .. runs.Select(static run => $"{run.Verdict.Name} {run.Hash:x16}: {run.Seen}"),
            $"all: {Sum(runs)}",
            .. runs.Where(static run => run.Verdict.Broken is not null).Select(static run => $"  {run.Verdict.Name}: {run.Verdict.Broken}"),
        ]);
    }

    private static ulong Number(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
