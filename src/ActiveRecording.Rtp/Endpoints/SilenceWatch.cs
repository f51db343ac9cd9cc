namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// Wakes when a stream may have fallen silent. One timer; a packet costs nothing: the check, when due, looks at the last
/// arrival and says how long to wait again.
/// </summary>
/// <param name="after">The silence worth telling; zero: never.</param>
/// <param name="shard">Where the check runs.</param>
/// <param name="check">Returns how long to wait again; null after telling.</param>
internal sealed class SilenceWatch(TimeSpan after, Shard shard, Func<TimeSpan?> check)
{
    private ITimer? timer;
    private bool told;

    /// <summary>Starts the watch, once.</summary>
    public void Start()
    {
        if (timer is null && after > TimeSpan.Zero) timer = shard.CreateTimer(Due, after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A packet came.</summary>
    /// <returns>True when a silence had been told: it is over.</returns>
    public bool Heard()
    {
        Start();
        if (!told) return false;
        told = false;
        timer?.Change(after, Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>The silence was told; the next packet ends it.</summary>
    public void Told() => told = true;

    /// <summary>Ends the watch.</summary>
    public void Stop() => timer?.Dispose();

    private void Due()
    {
        if (check() is { } again) timer?.Change(again, Timeout.InfiniteTimeSpan);
    }
}
