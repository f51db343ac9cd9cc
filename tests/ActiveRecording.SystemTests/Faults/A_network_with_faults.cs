using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>
/// Every message of every flow lost, doubled, late or overtaken: first one at a time, then drawn from seeds. A plain test
/// run plays a part of it; <c>./build.sh sim</c> plays all.
/// </summary>
public sealed class A_network_with_faults(ITestOutputHelper output)
{
    private const int FewSeeds = 200;
    private const ulong ManySeeds = 5000;

    /// <summary>Draws that show a known gap; see <see cref="Lists_a_pause_from_when_the_recorder_hears_of_it"/>.</summary>
    private static readonly ulong[] Known = [583, 1528];

    private static readonly string[] FewFlows = ["answered-and-recorded", "abandoned", "busy"];

    private static bool IsFull => Environment.GetEnvironmentVariable("FAULTS_FULL") == "1";

    [Fact]
    public void Leaves_nothing_behind_whichever_message_it_spoils()
    {
        var flows = Flows.All.Where(flow => IsFull || FewFlows.Contains(flow.Name, StringComparer.Ordinal)).ToList();
        var runs = flows.SelectMany(FaultRun.SinglesOf).ToList();
        Play(runs, run => FaultRun.Single(run.Flow, run.Fault, run.Gap));
    }

    [Fact]
    public void Leaves_nothing_behind_whatever_it_spoils_at_once()
    {
        var first = Number("FAULTS_SEED", 1);
        var runs = (int)Number("FAULTS_RUNS", IsFull ? ManySeeds : FewSeeds);
        Play([.. Enumerable.Range(0, runs).Select(i => first + (ulong)i).Except(Known)], FaultRun.Random);
    }

    [Fact]
    [KnownGap("A hold that reaches the recorder only after the party was retrieved, or not before the end, is listed from then on: what the Media "
        + "Server kept back before that is neither in the file nor in its gaps")]
    public void Lists_a_pause_from_when_the_recorder_hears_of_it()
    {
        foreach (var seed in Known)
            Assert.Contains("neither recorded nor said to be missing", FaultRun.Random(seed).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_the_same_again_when_asked_by_name()
    {
        var name = Environment.GetEnvironmentVariable("FAULTS_REPLAY") ?? "answered-and-recorded/3/lost";
        var verdict = FaultRun.Replay(name);
        Assert.True(verdict.Broken is null, verdict.ToString());
    }

    private static ulong Number(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private void Play<T>(List<T> runs, Func<T, Verdict> play)
    {
        var watch = Stopwatch.StartNew();
        var failed = FaultCampaign.Play(runs, play);
        output.WriteLine($"{runs.Count} runs, {watch.Elapsed.TotalMilliseconds / runs.Count:F1} ms each");
        FaultCampaign.Note(failed, runs.Count);
        Assert.True(failed.Count == 0, FaultCampaign.Report(failed, runs.Count));
    }
}
