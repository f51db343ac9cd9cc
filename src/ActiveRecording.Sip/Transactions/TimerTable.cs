using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// All timers of an endpoint behind one timer of the clock. Used on the strand only, so a cancelled timer never
/// fires; timers due at the same instant fire in the order they were started.
/// </summary>
internal sealed class TimerTable : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly PriorityQueue<Entry, (long Due, long Serial)> queue = new();
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly long started;
    private long serial;
    private long armed = long.MaxValue;

    public TimerTable(TimeProvider time, Strand strand)
    {
        this.time = time;
        started = time.GetTimestamp();
        timer = time.CreateTimer(_ => strand.Post(Fire), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs <paramref name="action"/> once, <paramref name="due"/> from now, on the strand, never inside this call.</summary>
    public RunningTimer Start(TimeSpan due, Action action)
    {
        var entry = new Entry(action);
        var at = Now + due.Ticks;
        queue.Enqueue(entry, (at, serial++));
        Arm();
        return new(entry);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        queue.Clear();
    }

    private long Now => time.GetElapsedTime(started).Ticks;

    private void Fire()
    {
        armed = long.MaxValue;
        var now = Now;
        while (queue.TryPeek(out var entry, out var key) && (key.Due <= now || entry.Action is null))
        {
            queue.Dequeue();
            entry.Take()?.Invoke();
        }

        queue.TrimAfterPeak();
        Arm();
    }

    private void Arm()
    {
        while (queue.TryPeek(out var entry, out _) && entry.Action is null) queue.Dequeue();
        if (!queue.TryPeek(out _, out var next) || next.Due >= armed) return;
        armed = next.Due;
        // Rounded up: a clock of milliseconds must not fire early and find nothing due.
        var ticks = Math.Max(0, next.Due - Now);
        timer.Change(TimeSpan.FromTicks((ticks + Tick.Ticks - 1) / Tick.Ticks * Tick.Ticks), Timeout.InfiniteTimeSpan);
    }

    internal sealed class Entry(Action action)
    {
        public Action? Action { get; private set; } = action;

        public Action? Take()
        {
            var taken = Action;
            Action = null;
            return taken;
        }
    }
}
