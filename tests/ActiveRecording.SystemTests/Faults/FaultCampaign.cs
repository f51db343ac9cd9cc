using System.Collections.Concurrent;
using System.Globalization;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>Many runs, on all cores: each has a simulator of its own.</summary>
internal static class FaultCampaign
{
    private const int ShownFailures = 3;
    private static readonly Lock Gate = new();

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

    /// <summary>Adds a line to the file that FAULTS_REPORT names: runs, failed ones, and the name of the first of these.</summary>
    public static void Note(IReadOnlyList<Verdict> failed, int runs)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_REPORT") is not { Length: > 0 } path) return;
        var seed = failed.FirstOrDefault(run => run.Name.StartsWith("seed/", StringComparison.Ordinal) || run.Name.StartsWith("cluster/", StringComparison.Ordinal))?.Name;
        lock (Gate) File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{runs} {failed.Count} {seed}\n"));
    }

    /// <summary>Names every failure, draws the first ones.</summary>
    public static string Report(IReadOnlyList<Verdict> failed, int runs) => string.Join('\n',
    [
        $"{failed.Count} of {runs} runs failed. Again: FAULTS_REPLAY=<name> dotnet test --filter Faults; of a cluster: CLUSTER_REPLAY=<seed> dotnet test --filter Clusters.",
        .. failed.Select(run => $"  {run.Name}: {run.Broken}"),
        .. failed.Take(ShownFailures).Select(run => $"\n{run}"),
    ]);
}
