using ActiveRecording.Archive.Spools;
using ActiveRecording.Archive.Tests.Rendering;
using ActiveRecording.Simulation;

namespace ActiveRecording.Archive.Tests.Spools;

public sealed class A_disk_that_loses_power : IDisposable
{
    private static readonly SpoolLimits Limits = SpoolLimits.Default with { SyncInterval = TimeSpan.FromSeconds(1) };
    private readonly TemporaryFolder folder = new();
    private readonly Simulator simulator = new();

    /// <summary>Any of the instants at which it may happen, between two intervals.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forgets_the_last_interval_at_most(bool atOnce)
    {
        var disk = new ForgetfulDisk { SyncsAtOnce = atOnce };
        using var spooler = new Spooler(Limits, disk, simulator.Scheduler, simulator.Time, _ => { });
        Speech[] streams = [.. Enumerable.Range(0, 12).Select(seed => new Speech { Seed = seed })];
        var writers = streams.Select(speech => spooler.Open(Name(speech), Stream, error => throw error)).ToArray();
        var forgot = 0;
        for (var packet = 0; packet < 250; packet++)
        {
            foreach (var (speech, writer) in streams.Zip(writers)) writer.Append(speech.Packet(packet).ToSpooled());
            simulator.RunFor(TimeSpan.FromMilliseconds(20));
            foreach (var speech in streams)
            {
                var remembered = PacketsIn(disk.Remembered(Name(speech)));
                forgot = Math.Max(forgot, packet + 1 - remembered);
            }
        }

        var most = (int)((Limits.SyncInterval + Limits.FlushInterval) / TimeSpan.FromMilliseconds(20)) + 1;
        Assert.InRange(forgot, 1, most);
    }

    [Fact]
    public void Forgets_nothing_of_a_spool_that_was_closed()
    {
        var disk = new ForgetfulDisk();
        using var spooler = new Spooler(Limits, disk, simulator.Scheduler, simulator.Time, _ => { });
        var speech = new Speech { Seed = 1 };
        var writer = spooler.Open(Name(speech), Stream, error => throw error);
        foreach (var packet in speech.Packets(0, 30)) writer.Append(packet.ToSpooled());
        var remembered = -1;
        writer.Close(() => remembered = PacketsIn(disk.Remembered(Name(speech))));
        simulator.RunFor(TimeSpan.Zero);

        Assert.Equal(30, remembered);
    }

    public void Dispose() => folder.Dispose();

    private static SpooledStream Stream { get; } = new("R", "S", 0, "1001", 0, [new SpooledPayload(8, "PCMA", 8000)]);

    private static string Name(Speech speech) => $"{speech.Seed}";

    private int PacketsIn(byte[] spool)
    {
        var path = folder.File("remembered.spool");
        File.WriteAllBytes(path, spool);
        using var reader = SpoolReader.Open(path);
        var packets = 0;
        while (reader.Next())
        {
            if (reader.TryGetPacket(out _)) packets++;
        }

        return packets;
    }
}
