namespace ActiveRecording.Simulation.Crashes;

/// <summary>A clock whose timers do not fire once their life has ended.</summary>
public sealed class MortalTime(Life life, TimeProvider time) : TimeProvider
{
    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(
        given =>
        {
            if (!life.IsOver) callback(given);
        },
        state, dueTime, period);
}
