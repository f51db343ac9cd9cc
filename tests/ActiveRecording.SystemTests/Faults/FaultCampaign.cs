using System.Collections.Concurrent;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>Many runs, on all cores: each has a simulator of its own.</summary>
internal static class FaultCampaign
{
    private const int ShownFailures = 3;

    /// <summary>Plays all runs.</summary>
    /// <returns>The failed ones, in the order of <paramref name="runs"/>.</returns>
    public static IReadOnlyList<Verdict> Play<T>(IReadOnlyList<T> runs, Func<T, Verdict> play)
    {
        var failed = new ConcurrentDictionary<int, Verdict>();
        Parallel.For(
            0, runs.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            index =>
            {
                var verdict = play(runs[index]);
                if (verdict.Broken is not null) failed[index] = verdict;
            });
        return [.. failed.OrderBy(run => run.Key).Select(run => run.Value)];
    }

    /// <summary>Names every failure, draws the first ones.</summary>
    public static string Report(IReadOnlyList<Verdict> failed, int runs) => string.Join('\n',
    [
        $"{failed.Count} of {runs} runs failed. Again: FAULTS_REPLAY=<name> dotnet test --filter Faults.",
        .. failed.Select(run => $"  {run.Name}: {run.Broken}"),
        .. failed.Take(ShownFailures).Select(run => $"\n{run}"),
    ]);
}
