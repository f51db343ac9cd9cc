using ActiveRecording.Archive.Spools;
using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>
/// What comes after reception: packets given to the spools of many streams as fast as they take them, written and forced to the
/// disk. No socket, and full blocks where real time would flush sooner: cheaper than the truth.
/// </summary>
internal static class SpoolFeed
{
    private const int Streams = 800;
    private const int Packets = 1_000;

    /// <summary>Microseconds of CPU time per packet, until all is on the disk.</summary>
    public static double MicrosPerPacket()
    {
        var folder = Directory.CreateTempSubdirectory("bench-spools-");
        try
        {
            using var threads = new ThreadScheduler("disk", 2);
            using var disk = new FileSystemDisk(folder.FullName);
            using var spooler = new Spooler(SpoolLimits.Default with { BacklogBytes = 1L << 30 }, disk, threads, TimeProvider.System, _ => { });
            var spools = Enumerable.Range(0, Streams).Select(stream => Open(spooler, folder, stream)).ToArray();
            var start = Environment.CpuUsage.TotalTime;
            var codes = new byte[160];
            for (var packet = 0; packet < Packets; packet++)
            {
                var arrival = DateTimeOffset.UtcNow.UtcTicks;
                foreach (var spool in spools)
                    spool.Append(new SpooledPacket(arrival, 7, (uint)(packet * codes.Length), (ushort)packet, 8, false, codes));
            }

            using var left = new CountdownEvent(Streams);
            foreach (var spool in spools) spool.Close(() => left.Signal());
            left.Wait();
            return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / (Streams * Packets);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SpoolWriter Open(Spooler spooler, DirectoryInfo folder, int stream) => spooler.Open(
        Path.Combine(folder.FullName, $"{stream}.spool"),
        new SpooledStream("R", $"S{stream}", 0, "1001", 0, [new SpooledPayload(8, "PCMA", 8000)]),
        error => throw error);
}
