namespace ActiveRecording.Archive.Rendering;

/// <summary>The one sample clock of a rendered file. A sample lasts exactly 1250 ticks of 100 ns.</summary>
internal static class MediaClock
{
    /// <summary>Samples per second and channel.</summary>
    public const int Rate = 8000;

    /// <summary>Ticks of 100 ns per sample.</summary>
    public const long TicksPerSample = TimeSpan.TicksPerSecond / Rate;

    /// <summary>The nearest sample, halves rounded up.</summary>
    public static long ToSamples(long ticks) => FloorDivide(ticks + (TicksPerSample / 2), TicksPerSample);

    /// <summary>The instant of a sample.</summary>
    public static TimeSpan ToTime(long samples) => TimeSpan.FromTicks(samples * TicksPerSample);

    private static long FloorDivide(long dividend, long divisor) => Math.DivRem(dividend, divisor) switch
    {
        (var quotient, < 0) => quotient - 1,
        (var quotient, _) => quotient,
    };
}
