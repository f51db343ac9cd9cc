namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// The clock of one life of a node: the time of day may jump, the time that passes never does. Knows the timers that are set.
/// </summary>
/// <param name="time">The clock beneath.</param>
internal sealed class NodeClock(TimeProvider time) : TimeProvider
{
    private readonly HashSet<Timer> set = [];

    /// <summary>How far the time of day is off.</summary>
    public TimeSpan Jump { get; set; }

    /// <summary>Timers that will fire.</summary>
    public int Set => set.Count;

    /// <summary>Whether it is known where each timer was made.</summary>
    public bool Remembers { get; set; }

    /// <summary>Where the timers were made that are set.</summary>
    public IEnumerable<string> Makers => set.Select(static timer => timer.Where);

    /// <summary>A timer is swallowed for which this holds; null for none.</summary>
    public Func<TimeSpan, bool>? Loses { get; set; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jump;

    /// <inheritdoc/>
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Clock = time.CreateTimer(_ => timer.Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Nobody waits for any timer of this life again.</summary>
    public void Stop()
    {
        foreach (var timer in set.ToList()) timer.Dispose();
    }

    private sealed class Timer(NodeClock owner, TimerCallback callback, object? state) : ITimer
    {
        public string Where { get; } = owner.Remembers ? Maker() : "";

        private bool isPeriodic;
        private bool isDisposed;

        public ITimer? Clock { get; set; }

        public void Fire()
        {
            if (!isPeriodic) owner.set.Remove(this);
            callback(state);
        }

        /// <summary>The methods that made it, without those of this clock.</summary>
        private static string Maker() => string.Join(" < ", Environment.StackTrace.Split('\n')
            .Where(static line => line.Contains("ActiveRecording", StringComparison.Ordinal) && !line.Contains(nameof(NodeClock), StringComparison.Ordinal))
            .Take(3).Select(static line => line.Trim().Split('(')[0]));

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero && owner.Loses?.Invoke(dueTime) == true) dueTime = Timeout.InfiniteTimeSpan;
            if (isDisposed) return false;
            isPeriodic = period > TimeSpan.Zero;
            if (dueTime == Timeout.InfiniteTimeSpan) owner.set.Remove(this);
            else owner.set.Add(this);
            return Clock!.Change(dueTime, period);
        }

        public void Dispose()
        {
            isDisposed = true;
            owner.set.Remove(this);
            Clock!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
