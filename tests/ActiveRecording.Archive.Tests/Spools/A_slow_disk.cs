using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
using ActiveRecording.Archive.Tests.Rendering;
using ActiveRecording.Simulation;

namespace ActiveRecording.Archive.Tests.Spools;

/// <summary>
/// Thirty streams on a disk that hangs, is too slow for all of them, and recovers, under virtual time from a seed.
/// </summary>
public sealed class A_slow_disk : IDisposable
{
    private const int Streams = 30;
    private const int Packets = 1500;
    private const double Needed = Streams * 50 * (9 + 19 + 160);
    private static readonly SpoolLimits Limits = SpoolLimits.Default with { BacklogBytes = 1 << 20 };
    private readonly TemporaryFolder folder = new();
    private readonly Simulator simulator = new();
    private readonly List<(bool IsTrouble, TimeSpan At)> alarms = [];
    private readonly List<SpoolWriter> writers = [];
    private readonly SlowDisk disk;
    private readonly Spooler spooler;
    private long mostBytes;

    public A_slow_disk()
    {
        disk = new SlowDisk(folder.Path, simulator.Time, simulator.Scheduler) { BytesPerSecond = 20 * Needed };
        spooler = new Spooler(
            Limits, disk, disk, simulator.Time, state => alarms.Add((state.StreamsInTrouble > 0, simulator.Time.Elapsed)));
        for (var stream = 0; stream < Streams; stream++)
            writers.Add(spooler.Open(PathOf(stream), StreamOf(stream), error => throw error));
    }

    [Fact]
    public void That_catches_up_within_the_bound_costs_nothing()
    {
        simulator.Time.CreateTimer(_ => disk.Hang(TimeSpan.FromSeconds(2.5)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        Talk();

        Assert.InRange(mostBytes, 500_000, Limits.BacklogBytes);
        Assert.Empty(alarms);
        Assert.All(Enumerable.Range(0, Streams), stream => Assert.Equal(Packets, Read(stream).Kept.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Costs_some_streams_a_stretch_that_they_tell_and_the_others_nothing(int seed)
    {
        var random = new Random(seed);
        At(random.NextDouble() * 5, () => disk.Hang(TimeSpan.FromSeconds(5 + random.NextDouble())));
        At(14, () => disk.BytesPerSecond = (0.7 + 0.2 * random.NextDouble()) * Needed);
        At(24, () => disk.BytesPerSecond = 20 * Needed);

        Talk();

        var spools = Enumerable.Range(0, Streams).Select(Read).ToArray();
        foreach (var (kept, gaps) in spools)
        {
            var untold = Enumerable.Range(0, Packets).Except(kept).ToHashSet();
            Assert.Equal(untold.Count, gaps.Sum(gap => gap.Packets));
            foreach (var gap in gaps)
                Assert.Equal((int)gap.Packets, untold.RemoveWhere(packet => gap.FromTicks <= ArrivalOf(packet) && ArrivalOf(packet) <= gap.ToTicks));
            Assert.Empty(untold);
        }

        Assert.InRange(spools.Count(spool => spool.Gaps.Count == 0), 1, Streams - 1);
        Assert.InRange(mostBytes, 0, Limits.BacklogBytes);
        Assert.True(alarms[0].IsTrouble);
        Assert.False(alarms[^1].IsTrouble);
        Assert.Equal(0, spooler.State.StreamsInTrouble);
        Assert.Equal(spools.Sum(spool => Packets - spool.Kept.Count), spooler.State.DroppedFrames);
    }

    [Fact]
    public void Is_the_cause_of_the_gaps_it_makes()
    {
        At(5, () => disk.Hang(TimeSpan.FromSeconds(6)));
        Talk();
        var stream = Enumerable.Range(0, Streams).First(stream => Read(stream).Gaps.Count > 0);

        var (kept, _) = Read(stream);
        var lost = Enumerable.Range(0, Packets).Except(kept).ToArray();
        var gap = Assert.Single(Render(stream).Gaps, gap => gap.Channel == 0);
        Assert.Equal((GapCause.Storage, (long)lost.Length), (gap.Cause, gap.LostPackets));
        Assert.Equal(0.02 * lost[0], gap.Start.TotalSeconds, 0.001);
        Assert.Equal(0.02 * lost.Length, gap.Length.TotalSeconds, 0.001);
    }

    [Fact]
    public void That_never_recovers_leaves_a_gap_to_the_end()
    {
        At(20, () => disk.Hang(TimeSpan.FromSeconds(100)));
        Talk();
        var stream = Enumerable.Range(0, Streams).First(stream => Read(stream).Gaps.Count > 0);

        var (kept, _) = Read(stream);
        var gap = Assert.Single(Render(stream).Gaps, gap => gap.Channel == 0);
        Assert.Equal([true, false], alarms.Select(alarm => alarm.IsTrouble));
        Assert.InRange(alarms[0].At.TotalSeconds, 20, 30);
        Assert.Equal((GapCause.Storage, (long)(Packets - kept.Count)), (gap.Cause, gap.LostPackets));
        Assert.Equal(0.02 * kept.Count, gap.Start.TotalSeconds, 0.01);
        Assert.Equal(0.02 * Packets, (gap.Start + gap.Length).TotalSeconds, 0.05);
    }

    public void Dispose()
    {
        spooler.Dispose();
        folder.Dispose();
    }

    private static Speech SpeechOf(int stream) => new() { Seed = stream, FirstSequence = (ushort)(65_000 + stream) };

    private static SpooledStream StreamOf(int stream) => new("R", $"S{stream}", 0, "1001", 0, [new SpooledPayload(8, "PCMA", 8000)]);

    private static long ArrivalOf(int packet) => SpeechOf(0).Packet(packet).ArrivalTicks;

    private string PathOf(int stream) => folder.File($"{stream}.spool");

    private void At(double seconds, Action action) => simulator.Time.CreateTimer(
        _ => action(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    /// <summary>All streams send their packets on the clock; then all is closed.</summary>
    private void Talk()
    {
        for (var packet = 0; packet < Packets; packet++)
        {
            for (var stream = 0; stream < Streams; stream++) writers[stream].Append(SpeechOf(stream).Packet(packet).ToSpooled());
            mostBytes = Math.Max(mostBytes, spooler.State.Bytes);
            simulator.RunFor(TimeSpan.FromMilliseconds(20));
        }

        var left = writers.Count;
        foreach (var writer in writers) writer.Close(() => left--);
        Assert.True(simulator.RunUntil(() => left == 0, TimeSpan.FromMinutes(5)));
    }

    private (List<int> Kept, List<SpooledGap> Gaps) Read(int stream)
    {
        var first = SpeechOf(stream).FirstSequence;
        var (kept, gaps) = (new List<int>(), new List<SpooledGap>());
        using var reader = SpoolReader.Open(PathOf(stream));
        while (reader.Next())
        {
            if (reader.TryGetPacket(out var packet)) kept.Add((ushort)(packet.Sequence - first));
            if (reader.TryGetGap(out var gap)) gaps.Add(gap);
        }

        return (kept, gaps);
    }

    private RenderResult Render(int stream) => StereoRenderer.Render(new RenderRequest(
        [new RenderSource(PathOf(stream), 0, Interrupted: false)], ["1001", "1003"], Speech.T0, Speech.T0,
        [new RenderEnd(Speech.T0.AddSeconds(0.02 * Packets))], RenderFormat.Pcm16, folder.File("slow.wav")));
}
