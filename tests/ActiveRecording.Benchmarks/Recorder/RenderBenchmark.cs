using System.Diagnostics;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Files;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>
/// A call of an hour, both parties in A-law, 1 packet in 1,000 lost and 1 in 100 late, is sealed as stereo of 16 bits: two
/// spools read, WAV and manifest written, hashed and forced to the disk. The process's CPU time, median of five.
/// </summary>
internal static class RenderBenchmark
{
    private const int Packets = 3600 * 50;
    private const int Rounds = 5;
    private const int PayloadBytes = 160;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    public static BenchmarkResult Run()
    {
        var folder = Directory.CreateTempSubdirectory("render-").FullName;
        try
        {
            var store = new RecordingStore(ArchiveOptions.Under(folder), FreeSpace.OfDisk);
            Spool(store);
            Seal(store);
            var cpu = new double[Rounds];
            var wall = new double[Rounds];
            for (var round = 0; round < Rounds; round++)
            {
                var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
                Seal(store);
                cpu[round] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
                wall[round] = watch.Elapsed.TotalSeconds;
            }

            return new BenchmarkResult(
                "render",
                new Dictionary<string, double> { ["cpuSecondsPerHour"] = Measured.Median(cpu), ["wallSecondsPerHour"] = Measured.Median(wall) },
                new Dictionary<string, double>(),
                new Dictionary<string, double>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Seal(RecordingStore store) => store.Seal(new SealRequest(
        "R1", new CallDescription("01AE904GK088LFQD2CGB02LAES0000EP", "1001", "1003", "009a021843038407", "1001", "1003", Start, "hour"),
        ["1001", "1003"],
        [Session("S0", 0), Session("S1", 1)],
        Start.AddHours(1)));

    private static SealSession Session(string id, int channel) =>
        new(new ManifestSession(id, Start, Start.AddHours(1), "bye"), Interrupted: false, [channel]);

    private static void Spool(RecordingStore store)
    {
        using var threads = new ThreadScheduler("disk", 2);
        using var disk = new FileSystemDisk(store.PathOf(""));
        using var spooler = new Spooler(SpoolLimits.Default with { BacklogBytes = 1L << 30 }, disk, threads, TimeProvider.System, _ => { });
        for (var channel = 0; channel < 2; channel++)
        {
            var stream = new SpooledStream("R1", $"S{channel}", 0, $"100{1 + 2 * channel}", channel, [new SpooledPayload(8, "PCMA", 8000)]);
            var spool = store.OpenSpool(stream, spooler, error => throw error);
            Speak(spool, new Random(channel));
            using var done = new ManualResetEventSlim();
            spool.Close(done.Set);
            done.Wait();
        }
    }

    private static void Speak(SpoolWriter spool, Random random)
    {
        var codes = new byte[PayloadBytes];
        var late = -1;
        for (var packet = 0; packet < Packets; packet++)
        {
            if (packet % 50 == 0) spool.Append(new SpooledReport(ArrivalOf(packet), 7, ArrivalOf(packet), (uint)packet * PayloadBytes, (uint)packet));
            if (packet > 0 && random.Next(1000) == 0) continue;
            if (late < 0 && random.Next(100) == 0)
            {
                late = packet;
                continue;
            }

            Append(packet, packet);
            if (late >= 0) Append(late, packet);
            late = -1;
        }

        void Append(int packet, int at)
        {
            random.NextBytes(codes);
            spool.Append(new SpooledPacket(ArrivalOf(at), 7, (uint)packet * PayloadBytes, (ushort)packet, 8, packet == 0, codes));
        }
    }

    private static long ArrivalOf(int packet) => Start.UtcTicks + packet * 20 * TimeSpan.TicksPerMillisecond;
}
