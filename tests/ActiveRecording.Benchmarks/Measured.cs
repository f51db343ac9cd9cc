using System.Diagnostics;

namespace ActiveRecording.Benchmarks;

/// <summary>
/// CPU time of work against a baseline in alternating rounds, so that a noisy machine disturbs both alike and little.
/// </summary>
internal static class Measured
{
    private const int Rounds = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(600);

    /// <summary>Nanoseconds of the process's CPU time per call of each piece of work: medians over rounds in which all take their turn.</summary>
    public static double[] Nanos(int callsPerRound, params Action[] works)
    {
        foreach (var work in works)
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp;) work();
        }

        var samples = works.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < works.Length; i++) samples[i][round] = Time(works[i], callsPerRound);
        }

        return [.. samples.Select(Median)];
    }

    /// <summary>Bytes allocated on this thread per call.</summary>
    public static double Bytes(int calls, Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++) work();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static double Time(Action work, int calls)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++) work();
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls;
    }
}
