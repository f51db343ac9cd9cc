using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>
/// Calls that one core records: two sessions of G.711 each, invited by SIP, received by the plane that a node uses on a socket
/// per stream, spooled, forced to the disk, sealed as stereo of 16 bits. CPU time of this process from the first INVITE to
/// the last manifest, ÷ the time that was talked; the load has a process of its own. Gaps are always looked for; every second
/// run is impaired, and each packet that is in no file has to be reported. Medians of three rounds, the worst of losses.
/// </summary>
internal static class RecorderBenchmark
{
    private const int Calls = 300;
    private const int Seconds = 30;
    private const int Rounds = 3;
    private const int WarmUpCalls = 150;
    private const int WarmUpSeconds = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static BenchmarkResult Run()
    {
        Record(new RecorderLoad(WarmUpCalls, WarmUpSeconds, IsImpaired: false));
        var (whole, impaired) = (new RecorderFigures[Rounds], new RecorderFigures[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            whole[round] = Record(new RecorderLoad(Calls, Seconds, IsImpaired: false));
            impaired[round] = Record(new RecorderLoad(Calls, Seconds, IsImpaired: true));
        }

        return new BenchmarkResult(
            "recorder",
            new Dictionary<string, double>
            {
                ["callsPerCore"] = Median(whole, figures => figures.CallsPerCore),
                ["cpuMicrosPerPacket"] = Median(whole, figures => figures.CpuMicrosPerPacket),
                ["lossPercent"] = whole.Max(figures => figures.LossPercent),
                ["callsPerCoreWithGaps"] = Median(impaired, figures => figures.CallsPerCore),
                ["lossPercentWithGaps"] = impaired.Max(figures => figures.LossPercent),
                ["unreportedGapPackets"] = impaired.Max(figures => figures.Unreported),
                ["callsPerCoreWhileTalking"] = Median(whole, figures => figures.CallsPerCoreWhileTalking),
                ["cpuMicrosPerPacketFedToSpools"] = SpoolFeed.MicrosPerPacket(),
                ["bytesAllocatedPerPacket"] = Median(whole, figures => figures.BytesPerPacket),
                ["wallSecondsToSealAll"] = Median(whole, figures => figures.SealingSeconds),
                ["loadLatestMillis"] = whole.Concat(impaired).Max(figures => figures.LoadLatestMillis),
            },
            new Dictionary<string, double>(),
            new Dictionary<string, double>());
    }

    private static double Median(RecorderFigures[] rounds, Func<RecorderFigures, double> figure) => Measured.Median([.. rounds.Select(figure)]);

    private static RecorderFigures Record(RecorderLoad load)
    {
        using var recorder = new RecorderUnderTest();
        var start = Environment.CpuUsage.TotalTime;
        using var process = new LoadProcess(recorder.SipPort, load);
        process.Line();
        var (talking, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        process.GoOn();
        var sent = process.Line().Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var (talked, allocatedThen) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var watch = Stopwatch.StartNew();
        process.GoOn();
        process.Line();
        while (recorder.Sealed < load.Calls && watch.Elapsed < Patience) Thread.Sleep(200);
        var end = Environment.CpuUsage.TotalTime;

        var manifests = recorder.Manifests;
        if (manifests.Count != load.Calls) throw new InvalidOperationException($"{manifests.Count} of {load.Calls} recordings are sealed.");
        var received = manifests.Sum(manifest => manifest.Channels.Sum(channel => channel.Facts.Packets));
        return new RecorderFigures(
            load.Calls * load.Seconds / (end - start).TotalSeconds,
            load.Calls * load.Seconds / (talked - talking).TotalSeconds,
            (end - start).TotalMicroseconds / received,
            100.0 * (sent[0] - received) / sent[0],
            Math.Abs(manifests.Sum(manifest => manifest.LostPackets) - (sent[0] + sent[1] - received)),
            (double)(allocatedThen - allocated) / received,
            watch.Elapsed.TotalSeconds,
            sent[2]);
    }

    /// <param name="CallsPerCore">From the first INVITE to the last manifest.</param>
    /// <param name="CallsPerCoreWhileTalking">Between them, reception and spooling alone.</param>
    /// <param name="CpuMicrosPerPacket">All of it ÷ packets.</param>
    /// <param name="LossPercent">Sent and not in a file.</param>
    /// <param name="Unreported">Packets by which the reported losses differ from what is in no file.</param>
    /// <param name="BytesPerPacket">Managed memory allocated by the whole process while talking.</param>
    /// <param name="SealingSeconds">From the first BYE to the last manifest.</param>
    /// <param name="LoadLatestMillis">How late the load was at worst: the machine was busy.</param>
    private sealed record RecorderFigures(
        double CallsPerCore, double CallsPerCoreWhileTalking, double CpuMicrosPerPacket, double LossPercent, double Unreported,
        double BytesPerPacket, double SealingSeconds, double LoadLatestMillis);
}
