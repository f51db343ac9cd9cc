namespace ActiveRecording.Simulation;

/// <summary>
/// A clock that moves only when it is told to: to the next timer, or by a given time. Timers due at the same instant
/// fire in the order in which they were set.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Alarm, (long DueTicks, long Order)> alarms = new();
    private long elapsedTicks;
    private long lastOrder;

    /// <summary>The instant at which every virtual clock starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    /// <summary>Since <see cref="Start"/>.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref elapsedTicks));

    /// <summary>How long from now each timer is due that is set; each once, however often it repeats.</summary>
    public IReadOnlyList<TimeSpan> Pending
    {
        get
        {
            lock (gate)
            {
                return [.. alarms.UnorderedItems
                    .Where(alarm => alarm.Element.IsCurrent)
                    .Select(alarm => TimeSpan.FromTicks(alarm.Priority.DueTicks) - Elapsed)
                    .Order()];
            }
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock by <paramref name="time"/>, firing what becomes due on the way.</summary>
    public void Advance(TimeSpan time)
    {
        var end = Elapsed + time;
        while (FireNext(end))
        {
        }

        Interlocked.Exchange(ref elapsedTicks, end.Ticks);
    }

    /// <summary>
    /// Moves the clock to the next timer and fires it, if that is due until <paramref name="end"/>; false if there is
    /// none, the clock then stands still.
    /// </summary>
    public bool FireNext(TimeSpan end)
    {
        Alarm alarm;
        lock (gate)
        {
            do
            {
                if (!alarms.TryPeek(out alarm, out var due) || due.DueTicks > end.Ticks) return false;
                alarms.Dequeue();
                if (alarm.IsCurrent) Interlocked.Exchange(ref elapsedTicks, Math.Max(elapsedTicks, due.DueTicks));
            }
            while (!alarm.IsCurrent);
        }

        alarm.Timer.Fire();
        return true;
    }

    internal void SetAlarm(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (gate) alarms.Enqueue(new(timer, timer.Setting), (Elapsed.Ticks + dueTime.Ticks, ++lastOrder));
    }

    /// <summary>A timer as it was set; outdated once the timer is changed or disposed.</summary>
    private readonly record struct Alarm(VirtualTimer Timer, int Setting)
    {
        public bool IsCurrent => Timer.Setting == Setting;
    }
}
