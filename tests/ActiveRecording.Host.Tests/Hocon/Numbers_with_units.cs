using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Tests.Hocon;

public sealed class Numbers_with_units
{
    [Theory]
    [InlineData("3s", 3_000)]
    [InlineData("500 ms", 500)]
    [InlineData("500", 500)]
    [InlineData("1.5 minutes", 90_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1 h", 3_600_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("0", 0)]
    [InlineData("0.5 s", 500)]
    [InlineData("2000 us", 2)]
    [InlineData("5000000 ns", 5)]
    public void Durations(string text, double milliseconds)
    {
        Assert.True(HoconDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1 s")]
    [InlineData("3 fortnights")]
    [InlineData("1..5 s")]
    [InlineData("20000 days")]
    [InlineData("99999999999999999999999999999999 s")]
    public void Are_no_durations(string? text) => Assert.False(HoconDuration.TryParse(text, out _));

    [Theory]
    [InlineData("0 s")]
    [InlineData("500 ms")]
    [InlineData("90 s")]
    [InlineData("2 min")]
    [InlineData("5 h")]
    [InlineData("3 d")]
    public void Durations_are_shown_as_they_are_written(string text)
    {
        Assert.True(HoconDuration.TryParse(text, out var duration));
        Assert.Equal(text, HoconDuration.Show(duration));
    }

    [Theory]
    [InlineData("1500", 1_500)]
    [InlineData("1 kB", 1_000)]
    [InlineData("1 KiB", 1_024)]
    [InlineData("64k", 65_536)]
    [InlineData("1 GiB", 1_073_741_824)]
    [InlineData("1.5 MiB", 1_572_864)]
    [InlineData("2 TB", 2_000_000_000_000)]
    public void Sizes(string text, long bytes)
    {
        Assert.True(HoconSize.TryParse(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1 GGiB")]
    [InlineData("99999999 TiB")]
    public void Are_no_sizes(string text) => Assert.False(HoconSize.TryParse(text, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Booleans(string text, bool value)
    {
        Assert.True(HoconBoolean.TryParse(text, out var flag));
        Assert.Equal(value, flag);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("True")]
    [InlineData("")]
    public void Are_no_booleans(string text) => Assert.False(HoconBoolean.TryParse(text, out _));
}
