namespace ActiveRecording.Simulation;

/// <summary>A timer of <see cref="VirtualTime"/>: never fires inside the call that sets it.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private TimerCallback? callback = callback;
    private object? state = state;
    private TimeSpan period;
    private bool disposed;

    /// <summary>Counts the changes, so that an alarm of an earlier setting is known as outdated.</summary>
    public int Setting { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (disposed) return false;
        this.period = period;
        Setting++;
        if (dueTime != Timeout.InfiniteTimeSpan) time.SetAlarm(this, dueTime);
        return true;
    }

    public void Fire()
    {
        Setting++;
        if (period > TimeSpan.Zero) time.SetAlarm(this, period);
        callback?.Invoke(state);
    }

    public void Dispose()
    {
        disposed = true;
        (callback, state) = (null, null);
        Setting++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
