using System.Globalization;

namespace ActiveRecording.Host.Hocon;

/// <summary>Durations as HOCON writes them: <c>3s</c>, <c>500 ms</c>, <c>1.5 hours</c>.</summary>
public static class HoconDuration
{
    /// <summary>Reads a duration of 0 to 10 000 days; a number without a unit counts milliseconds.</summary>
    public static bool TryParse(string? value, out TimeSpan duration)
    {
        duration = default;
        if (!HoconNumber.TrySplit(value, out var number, out var unit)) return false;
        var ticks = number * UnitTicks(unit);
        if (ticks <= 0 && number != 0 || ticks > TimeSpan.TicksPerDay * 10_000m) return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>The shortest way to write a duration in a file.</summary>
    public static string Show(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0 s",
        _ when duration.Ticks % TimeSpan.TicksPerDay == 0 => Show(duration.TotalDays, "d"),
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => Show(duration.TotalHours, "h"),
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => Show(duration.TotalMinutes, "min"),
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => Show(duration.TotalSeconds, "s"),
        _ => Show(duration.TotalMilliseconds, "ms"),
    };

    private static string Show(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");

    private static decimal UnitTicks(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "µs" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "min" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => -1,
    };
}
