namespace ActiveRecording.Rtp.Native;

/// <summary>Timers that are due on the loop's thread, to which all of this belongs.</summary>
internal sealed class LoopTimers
{
    private const long NanosecondsPerTick = 100;
    private readonly PriorityQueue<LoopTimer, long> waiting = new();

    /// <summary>Milliseconds to wait for the next timer, rounded up; -1 when there is none.</summary>
    public int MillisecondsToNext(long now)
    {
        while (waiting.TryPeek(out var timer, out var due))
        {
            if (!timer.IsCurrent(due))
            {
                waiting.Dequeue();
                continue;
            }

            return (int)Math.Clamp((due - now + 999_999) / 1_000_000, 0, int.MaxValue);
        }

        return -1;
    }

    /// <summary>Runs what is due.</summary>
    public void RunDue(long now)
    {
        while (waiting.TryPeek(out var timer, out var due) && (due <= now || !timer.IsCurrent(due)))
        {
            waiting.Dequeue();
            if (timer.IsCurrent(due)) timer.Run(now);
        }
    }

    public ITimer Create(Action due, TimeSpan after, TimeSpan period)
    {
        var timer = new LoopTimer(this, due);
        timer.Change(after, period);
        return timer;
    }

    private void Add(LoopTimer timer, long due) => waiting.Enqueue(timer, due);

    private sealed class LoopTimer(LoopTimers timers, Action action) : ITimer
    {
        private const long Never = long.MaxValue;
        private long due = Never;
        private long period;

        public bool IsCurrent(long at) => due == at;

        public void Run(long now)
        {
            due = Never;
            if (period > 0) Set(now + period);
            action();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period > TimeSpan.Zero ? period.Ticks * NanosecondsPerTick : 0;
            if (dueTime < TimeSpan.Zero) due = Never;
            else Set(Libc.Now() + dueTime.Ticks * NanosecondsPerTick);
            return true;
        }

        public void Dispose() => due = Never;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(long at)
        {
            due = at;
            timers.Add(this, at);
        }
    }
}
