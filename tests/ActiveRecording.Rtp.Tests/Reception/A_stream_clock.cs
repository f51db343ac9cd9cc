using ActiveRecording.Rtp.Reception;

namespace ActiveRecording.Rtp.Tests.Reception;

public sealed class A_stream_clock
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    [Fact]
    public void Takes_the_smallest_delay_for_the_true_one()
    {
        var clock = new StreamClock(8000);
        clock.Observe(uint.MaxValue - 159, T0.AddMilliseconds(35));
        clock.Observe(0, T0.AddMilliseconds(20 + 5));
        clock.Observe(160, T0.AddMilliseconds(40 + 9));

        var (timestamp, instant) = clock.At(T0.AddMilliseconds(65));

        Assert.Equal(320u, timestamp);
        Assert.Equal(T0.AddMilliseconds(65), instant);
    }

    [Fact]
    public void Names_whole_ticks_only()
    {
        var clock = new StreamClock(8000);
        clock.Observe(1000, T0);

        var (timestamp, instant) = clock.At(T0.AddTicks(1249));

        Assert.Equal(1000u, timestamp);
        Assert.Equal(T0, instant);
    }

    [Fact]
    public void Follows_a_sender_whose_timestamps_stood_still()
    {
        var clock = new StreamClock(8000);
        clock.Observe(0, T0);
        for (var packet = 0u; packet < 10; packet++) clock.Observe(160 + packet * 160, T0.AddSeconds(5).AddMilliseconds(20 * packet));

        Assert.Equal((160u, T0.AddSeconds(5)), clock.At(T0.AddSeconds(5)));
    }

    [Fact]
    public void Is_not_misled_by_one_burst_of_late_packets()
    {
        var clock = new StreamClock(8000);
        for (var packet = 0u; packet < 8; packet++) clock.Observe(packet * 160, T0.AddMilliseconds(packet < 2 ? 20 * packet : 400));
        clock.Observe(20 * 160, T0.AddMilliseconds(400));

        Assert.Equal((0u, T0), clock.At(T0));
    }
}
