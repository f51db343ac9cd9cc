using System.Globalization;
using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Checks;
using ActiveRecording.ClusterTests.Faults;
using ActiveRecording.ClusterTests.Load;

namespace ActiveRecording.ClusterTests;

/// <summary>One fault: calls are made, something breaks while they are probed, they are ended, the tables are judged.</summary>
/// <param name="cluster">Whole.</param>
/// <param name="phone">Makes the calls that are probed.</param>
/// <param name="fault">What breaks.</param>
/// <param name="folder">For what a failed one leaves.</param>
internal sealed class FaultRun(Cluster cluster, CallerPhone phone, Fault fault, string folder)
{
    private const int Shown = 12;
    private static readonly TimeSpan BeforeFault = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WholeLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private readonly JournalCheck journal = new(cluster.Database);
    private readonly List<TimeSpan> recoveries = [];
    private readonly List<TimeSpan> afterwards = [];
    private readonly List<string> problems = [];

    /// <summary>How long calls waited for an answer, at most, before anything broke.</summary>
    public IReadOnlyList<TimeSpan> Undisturbed { get; private set; } = [];

    public async Task<FaultResult> RunAsync()
    {
        Say(fault.Says);
        await using var round = await Round.EstablishAsync(RoundSize.Full, phone, folder);
        Say($"{round.Calls} calls are up");
        // baresip does not say its Call-ID: it holds, retrieves and hangs up as the others do.
        var softphones = journal.CallsFrom(BaresipCall.Caller).Select(static id => new CallEvidence(id, [], 2, IsEnded: true)).ToList();
        if (softphones.Count != 1) problems.Add($"{softphones.Count} living calls from {BaresipCall.Caller} are in the journal");
        Undisturbed = [.. (await WatchAsync(round.Own, static _ => Task.Delay(BeforeFault))).Select(static one => one.Broken)];
        foreach (var strike in fault.Strikes) await MakeAsync(strike(cluster), round);
        recoveries.Sort();
        afterwards.Sort();

        await round.EndAsync(journal);
        IReadOnlyList<CallEvidence> told = [.. round.Evidence, .. softphones];
        await JudgeRecordingsAsync(told);
        var found = journal.Judge(told);
        var result = new FaultResult(
            fault.Name, round.Calls, round.Lost, found.Lost, [.. found.Doubled, .. round.Doubled], recoveries, afterwards, problems);
        if (!result.Passed) journal.Save(Path.Combine(folder, "journal.tsv"));
        Say("dialog lost", result.DialogsLost);
        Say("event lost", result.EventsLost);
        Say("event doubled", result.EventsDoubled);
        Say("problem", result.Problems);
        return result;
    }

    private async Task MakeAsync(Strike strike, Round round)
    {
        var affected = strike.Only is { } only ? round.OnesOf(journal.CallsOf(only.Name)) : round.Own;
        Say($"{strike.Says}; {affected.Count} probed calls are affected");
        var bar = fault.Bar;
        var members = new MemberCheck(cluster.Database);
        strike.Hit();
        var waited = await WatchAsync(affected, async watch =>
        {
            bar += await strike.WhileBrokenAsync();
            watch.IsMended = true;
            strike.Mend();
            await cluster.WholeAsync(WholeLimit);
        });

        List<TimeSpan> recovered = [.. waited.Select(static one => one.Broken).Order()];
        recoveries.AddRange(recovered);
        afterwards.AddRange(waited.Select(static one => one.Afterwards));
        var (usual, worst) = (Text(recovered.Percentile(0.5)), recovered.Percentile(0.99));
        Say($"answered again after {usual} ms (p50), {Text(worst)} ms (p99)");
        if (worst > bar) problems.Add($"{strike.Says}: p99 {Text(worst)} ms, the bar is {Text(bar.Value)} ms");

        string[] deposed = strike.Deposes is { } node ? [node.Name] : [];
        var joined = members.JoinedAgain();
        if (!joined.Order().SequenceEqual(deposed))
            problems.Add($"{strike.Says}: [{string.Join(", ", joined)}] joined again instead of [{string.Join(", ", deposed)}]");
    }

    /// <summary>Probes calls from now until something is done and a little longer.</summary>
    private static async Task<Waited[]> WatchAsync(IReadOnlyList<OwnCall> calls, Func<Watch, Task> untilAsync)
    {
        var watch = new Watch();
        var watching = Task.WhenAll(calls.Select(call => call.WatchAsync(watch)));
        try
        {
            await untilAsync(watch);
            await Task.Delay(Settled);
        }
        finally
        {
            watch.IsOver = true;
        }

        return await watching;
    }

    /// <summary>Once all calls are over and all recordings finished.</summary>
    private async Task JudgeRecordingsAsync(IReadOnlyList<CallEvidence> told)
    {
        var recordings = new RecordingCheck(cluster.Media);
        try
        {
            await Patience.UntilAsync(
                () => Task.FromResult(journal.CallsUnderWay() is > 0 and var left ? $"{left} calls are not over" : null), EndLimit);
            await recordings.FinishedAsync(EndLimit);
            problems.AddRange(await recordings.JudgeAsync(journal.CallUuids(told)));
        }
        catch (TimeoutException late)
        {
            problems.Add(late.Message);
        }
    }

    private void Say(string text) => Progress.Say($"{fault.Name}: {text}");

    private void Say(string what, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(Shown)) Say($"{what}: {line}");
        if (lines.Count > Shown) Say($"{what}: {lines.Count - Shown} more");
    }

    private static string Text(TimeSpan time) => time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
}
