using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>
/// Calls that one core records: two sessions of G.711 each, invited by SIP, received by the plane that a node uses on a socket
/// per stream, spooled, forced to the disk, sealed as stereo of 16 bits. CPU time of this process from the first INVITE to
/// the last manifest, ÷ the time that was talked; the load has a process of its own. Gaps are always looked for; a second run
/// is impaired, and each packet that was not sent has to be reported.
/// </summary>
internal static class RecorderBenchmark
{
    private const int Calls = 400;
    private const int Seconds = 30;
    private const int WarmUpCalls = 150;
    private const int WarmUpSeconds = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static BenchmarkResult Run()
    {
        Record(new RecorderLoad(WarmUpCalls, WarmUpSeconds, IsImpaired: false));
        var whole = Record(new RecorderLoad(Calls, Seconds, IsImpaired: false));
        var impaired = Record(new RecorderLoad(Calls, Seconds, IsImpaired: true));
        return new BenchmarkResult(
            "recorder",
            new Dictionary<string, double>
            {
                ["callsPerCore"] = whole.CallsPerCore,
                ["cpuMicrosPerPacket"] = whole.CpuMicrosPerPacket,
                ["lossPercent"] = whole.LossPercent,
                ["callsPerCoreWithGaps"] = impaired.CallsPerCore,
                ["lossPercentWithGaps"] = impaired.LossPercent,
                ["unreportedGapPackets"] = impaired.Unreported,
                ["callsPerCoreWhileTalking"] = whole.CallsPerCoreWhileTalking,
                ["bytesAllocatedPerPacket"] = whole.BytesPerPacket,
                ["wallSecondsToSealAll"] = whole.SealingSeconds,
                ["loadLatestMillis"] = Math.Max(whole.LoadLatestMillis, impaired.LoadLatestMillis),
            },
            new Dictionary<string, double>(),
            new Dictionary<string, double>());
    }

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
            Math.Abs(manifests.Sum(manifest => manifest.LostPackets) - sent[1]),
            (double)(allocatedThen - allocated) / received,
            watch.Elapsed.TotalSeconds,
            sent[2]);
    }

    /// <param name="CallsPerCore">From the first INVITE to the last manifest.</param>
    /// <param name="CallsPerCoreWhileTalking">Between them, reception and spooling alone.</param>
    /// <param name="CpuMicrosPerPacket">All of it ÷ packets.</param>
    /// <param name="LossPercent">Sent and not in a file.</param>
    /// <param name="Unreported">Packets by which the reported losses differ from those made.</param>
    /// <param name="BytesPerPacket">Managed memory allocated by the whole process while talking.</param>
    /// <param name="SealingSeconds">From the first BYE to the last manifest.</param>
    /// <param name="LoadLatestMillis">How late the load was at worst: the machine was busy.</param>
    private sealed record RecorderFigures(
        double CallsPerCore, double CallsPerCoreWhileTalking, double CpuMicrosPerPacket, double LossPercent, double Unreported,
        double BytesPerPacket, double SealingSeconds, double LoadLatestMillis);
}
