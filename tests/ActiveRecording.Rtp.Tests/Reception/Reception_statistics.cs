using ActiveRecording.Rtp.Reception;
using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Rtp.Tests.Reception;

public sealed class Reception_statistics
{
    [Fact]
    public void Count_losses_across_the_wrap()
    {
        var statistics = new ReceptionStatistics(65_534, minSequential: 0);
        foreach (var sequence in new ushort[] { 65_534, 65_535, 1, 2 }) Assert.True(statistics.Count(sequence));

        Assert.Equal(5u, statistics.Expected);
        Assert.Equal(1, statistics.Lost);
        Assert.Equal(65_536u + 2, statistics.ExtendedMaxSequence);
    }

    [Fact]
    public void Report_loss_since_the_last_report()
    {
        var statistics = new ReceptionStatistics(0, minSequential: 0);
        for (ushort sequence = 0; sequence < 100; sequence++)
        {
            if (sequence % 4 != 3) statistics.Count(sequence);
        }

        statistics.Count(100);
        Assert.Equal(25, statistics.Report(1, 0, 0).Lost);
        statistics.Count(101);
        Assert.Equal(0, statistics.Report(1, 0, 0).FractionLost);
        statistics.Count(103);
        Assert.Equal(128, statistics.Report(1, 0, 0).FractionLost);
    }

    [Fact]
    public void Count_duplicates_as_negative_loss()
    {
        var statistics = new ReceptionStatistics(5, minSequential: 0);
        foreach (var sequence in new ushort[] { 5, 6, 6, 6 }) statistics.Count(sequence);

        Assert.Equal(-2, statistics.Lost);
        Assert.Equal(-2, statistics.Report(1, 0, 0).Lost);
        Assert.Equal(0, statistics.Report(1, 0, 0).FractionLost);
    }

    [Fact]
    public void Believe_a_source_after_packets_in_sequence()
    {
        var statistics = new ReceptionStatistics(10, minSequential: 2);

        Assert.False(statistics.Count(10));
        Assert.False(statistics.Count(12));
        Assert.True(statistics.Count(13));
        Assert.Equal(1u, statistics.Received);
    }

    [Fact]
    public void Start_anew_after_two_packets_in_sequence_far_away()
    {
        var statistics = new ReceptionStatistics(10, minSequential: 0);
        Assert.True(statistics.Count(10));
        Assert.False(statistics.Count(30_000));
        Assert.True(statistics.Count(30_001));

        Assert.Equal(1u, statistics.Received);
        Assert.Equal(0, statistics.Lost);
    }

    /// <summary>The formula of RFC 3550 §6.4.1 in floating point: J += (|D| - J) / 16.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Smooth_the_jitter_as_the_formula_says(ulong seed)
    {
        var chance = new SeededIdentifiers(seed);
        var statistics = new ReceptionStatistics(0, minSequential: 0);
        double jitter = 0;
        long? transit = null;
        for (uint packet = 0; packet < 5_000; packet++)
        {
            var timestamp = unchecked(4_294_900_000u + packet * 160);
            var arrival = unchecked(1_000_000u + packet * 160 + (uint)(chance.NextUInt64() % 400));
            statistics.Arrived(timestamp, arrival);
            var now = (long)(int)(arrival - timestamp);
            if (transit is { } before) jitter += (Math.Abs(now - before) - jitter) / 16;
            transit = now;
            Assert.True(Math.Abs(jitter - statistics.Jitter) <= 2, $"packet {packet}: {jitter} and {statistics.Jitter}");
        }

        Assert.InRange(jitter, 80, 200);
    }
}
