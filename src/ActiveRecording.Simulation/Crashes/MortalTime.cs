namespace ActiveRecording.Simulation.Crashes;

/// <summary>A clock whose timers do not fire once their life has ended, nor while it stands still.</summary>
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
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MortalTimer(life, callback, state);
        timer.Clock = time.CreateTimer(_ => timer.Fire(), null, dueTime, period);
        return timer;
    }

    /// <summary>Fires once, however often it became due while its life stood still.</summary>
    private sealed class MortalTimer(Life life, TimerCallback callback, object? state) : ITimer
    {
        private bool isHeld;
        private bool isDisposed;

        public ITimer? Clock { get; set; }

        public void Fire()
        {
            if (isHeld) return;
            isHeld = true;
            life.Do(() =>
            {
                isHeld = false;
                if (!isDisposed) callback(state);
            });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Clock!.Change(dueTime, period);

        public void Dispose()
        {
            isDisposed = true;
            Clock?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
