using ActiveRecording.Simulation;

namespace ActiveRecording.Runtime.Tests.Virtual;

public sealed class The_virtual_clock
{
    private readonly VirtualTime time = new();
    private readonly List<string> fired = [];

    [Fact]
    public void Starts_in_november()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 41, 0, TimeSpan.Zero), time.GetUtcNow());
        Assert.Equal(0, time.GetTimestamp());
    }

    [Fact]
    public void Moves_only_when_told()
    {
        time.Advance(Ms(1500));

        Assert.Equal(VirtualTime.Start + Ms(1500), time.GetUtcNow());
        Assert.Equal(Ms(1500), time.GetElapsedTime(0));
    }

    [Fact]
    public void Fires_timers_in_order_of_their_instants_and_then_of_their_setting()
    {
        Set("late", Ms(20));
        Set("early", Ms(10));
        Set("as late", Ms(20));

        time.Advance(Ms(20));

        Assert.Equal(["early at 10", "late at 20", "as late at 20"], fired);
    }

    [Fact]
    public void Never_fires_inside_the_call_that_sets()
    {
        Set("at once", TimeSpan.Zero);

        Assert.Empty(fired);
        Assert.True(time.FireNext(TimeSpan.Zero));
        Assert.Equal(["at once at 0"], fired);
    }

    [Fact]
    public void Repeats_periodic_timers_without_drift()
    {
        using var timer = time.CreateTimer(_ => Note("tick"), null, Ms(5), Ms(20));

        time.Advance(Ms(50));

        Assert.Equal(["tick at 5", "tick at 25", "tick at 45"], fired);
    }

    [Fact]
    public void Forgets_timers_that_were_disposed_or_changed()
    {
        Set("disposed", Ms(10)).Dispose();
        Set("changed", Ms(10)).Change(Ms(30), Timeout.InfiniteTimeSpan);
        Set("stopped", Ms(10)).Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        time.Advance(Ms(100));

        Assert.Equal(["changed at 30"], fired);
    }

    [Fact]
    public void Stands_still_when_the_next_timer_is_too_far()
    {
        Set("far", Ms(10));

        Assert.False(time.FireNext(Ms(9)));
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private ITimer Set(string name, TimeSpan due) =>
        time.CreateTimer(_ => Note(name), null, due, Timeout.InfiniteTimeSpan);

    private void Note(string name) => fired.Add($"{name} at {time.Elapsed.TotalMilliseconds:0}");
}
