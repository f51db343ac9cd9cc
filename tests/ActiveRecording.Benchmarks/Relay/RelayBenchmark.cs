using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// Our data plane against the least that a relay can do and against rtpengine: every packet forwarded to the other party and copied to a
/// recorder. Each relay is a process of its own on one processor, the load is on another. Rounds alternate.
/// </summary>
internal static class RelayBenchmark
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    public static BenchmarkResult Run(BenchOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            System.Console.Error.WriteLine("bench relay measures by system calls of Linux and is left out.");
            return new("relay", Section(), Section(), Section());
        }

        using var subjects = new RelaySubjects();
        using var processors = Processors.Take();
        var runs = new RelayRuns(TimeSpan.FromSeconds(options.Seconds));
        for (var round = 0; round < options.Runs; round++)
        {
            runs.Add(subjects.Own, options.Calls);
            runs.Add(subjects.Minimal, options.Calls);
            runs.Add(subjects.Rtpengine, options.Calls);
            runs.Add(subjects.OwnForeign, options.Calls);
            runs.Add(subjects.MinimalForeign, options.Calls);
        }

        var idle = IdleLegs.PercentOfCore(subjects.Own, Idle);
        var sustainable = SustainableCalls.Search(runs, subjects.Own);
        if (options.Plot is { } plot) RelayPlot.Write(plot, runs, subjects);
        return Result(runs, subjects, idle, sustainable);
    }

    private static BenchmarkResult Result(RelayRuns runs, RelaySubjects subjects, double idle, int sustainable) => new(
        "relay",
        Section(
            ("cpuMicrosPerPacket", runs.Median(subjects.Own, run => run.CpuMicrosPerPacket)),
            ("foreignCpuMicrosPerPacket", runs.Median(subjects.OwnForeign, run => run.CpuMicrosPerPacket)),
            ("bytesPerPacket", runs.Worst(subjects.Own, run => run.BytesPerPacket ?? 0)),
            ("latencyP50Millis", runs.Median(subjects.Own, run => run.P50Millis)),
            ("latencyP99Millis", runs.Median(subjects.Own, run => run.P99Millis)),
            ("lossPercent", runs.Worst(subjects.Own, run => run.LossPercent)),
            ("sustainableCallsPerCore", sustainable),
            ("idlePercentOfCore", idle)),
        Section(
            ("minimalRelayCpuMicrosPerPacket", runs.Median(subjects.Minimal, run => run.CpuMicrosPerPacket)),
            ("minimalRelayForeignCpuMicrosPerPacket", runs.Median(subjects.MinimalForeign, run => run.CpuMicrosPerPacket)),
            ("minimalRelayLatencyP99Millis", runs.Median(subjects.Minimal, run => run.P99Millis)),
            ("rtpengineCpuMicrosPerPacket", runs.Median(subjects.Rtpengine, run => run.CpuMicrosPerPacket)),
            ("rtpengineLatencyP99Millis", runs.Median(subjects.Rtpengine, run => run.P99Millis))),
        Section(
            ("minimalRelay", runs.Ratio(subjects.Own, subjects.Minimal, run => run.CpuMicrosPerPacket)),
            ("minimalRelayForeign", runs.Ratio(subjects.OwnForeign, subjects.MinimalForeign, run => run.CpuMicrosPerPacket)),
            ("rtpengine", runs.Ratio(subjects.Own, subjects.Rtpengine, run => run.CpuMicrosPerPacket)),
            ("latencyP99", runs.Ratio(subjects.Own, subjects.Minimal, run => run.P99Millis))));

    /// <summary>Without what was not measured.</summary>
    private static Dictionary<string, double> Section(params (string Name, double? Value)[] figures) =>
        figures.Where(figure => figure.Value is not null).ToDictionary(figure => figure.Name, figure => figure.Value!.Value);
}
