using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Tests.Rendering;

/// <summary>Sequence numbers do not show what was lost before the first packet or after the last; the sender's counts do.</summary>
public sealed class A_stream_that_lost_its_ends : IDisposable
{
    private readonly Studio studio = new();
    private readonly Speech speech = new() { Seed = 3 };

    [Fact]
    public void Says_how_much_and_where()
    {
        studio.Spool(0, speech.Packets(5, 110), Begin, speech.Report(60), speech.Report(119));

        var result = studio.Render(2.4);

        Assert.Equal(
            [(0.0, 0.1, 5L), (2.3, 0.1, 5L)],
            result.Gaps.Where(gap => gap.Channel == 0).Select(gap =>
                (Math.Round(gap.Start.TotalSeconds, 3), Math.Round(gap.Length.TotalSeconds, 3), gap.LostPackets)));
        Assert.All(result.Gaps.Where(gap => gap.Channel == 0), gap => Assert.Equal(GapCause.Loss, gap.Cause));
        Assert.Equal(10, result.LostPackets);
    }

    [Fact]
    public void Does_not_take_what_was_lost_on_the_way_for_an_end()
    {
        studio.Spool(0, speech.Packets(0, 20).Concat(speech.Packets(25, 75)), Begin, speech.Report(50), speech.Report(99));

        var gap = Assert.Single(studio.Render(2).Gaps, gap => gap.Channel == 0);

        Assert.Equal((0.4, 5L), (gap.Start.TotalSeconds, gap.LostPackets));
    }

    [Fact]
    public void Lost_nothing_when_its_last_packets_overtook_the_last_report()
    {
        studio.Spool(0, speech.Packets(0, 100), Begin, Before(speech.Report(50), 3), Before(speech.Report(99), 3));

        Assert.Equal(0, studio.Render(2).LostPackets);
    }

    [Fact]
    public void Of_a_sender_that_counts_from_before_lost_nothing()
    {
        studio.Spool(0, speech.Packets(0, 100), Counting(speech.Report(20), 500), Counting(speech.Report(99), 579));

        Assert.Equal(0, studio.Render(2).LostPackets);
    }

    [Fact]
    public void Is_not_judged_by_counts_after_a_pause()
    {
        SpooledActivity[] pause = [new(Speech.T0.AddSeconds(1).UtcTicks, false), new(Speech.T0.AddSeconds(2).UtcTicks, true)];
        studio.Spool(
            0, speech.Packets(0, 50).Concat(speech.Packets(100, 20)), pause, [Begin, speech.Report(30), Counting(speech.Report(119), 75)]);

        Assert.Equal(0, studio.Render(2.4).LostPackets);
    }

    public void Dispose() => studio.Dispose();

    /// <summary>As the Media Server begins: before the first packet.</summary>
    private SpooledReport Begin => Counting(speech.Report(0), 0);

    private static SpooledReport Counting(SpooledReport report, uint packets) => report with { Packets = packets };

    private static SpooledReport Before(SpooledReport report, int packets) =>
        report with { ArrivalTicks = report.ArrivalTicks - (packets * TimeSpan.TicksPerMillisecond * 20) - 1 };
}
