namespace ActiveRecording.Phone.Media;

/// <summary>
/// Calls once per 20 ms on an absolute schedule: a late timer is caught up with at once, so that lateness
/// never adds up.
/// </summary>
internal sealed class PacketClock : IDisposable
{
    /// <summary>Packetization time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider time;
    private readonly Action packetDue;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly long started;
    private long packets;
    private bool disposed;

    /// <summary>The first packet is due now.</summary>
    public PacketClock(TimeProvider time, Action packetDue)
    {
        this.time = time;
        this.packetDue = packetDue;
        started = time.GetTimestamp();
        timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Since the first packet was due.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);

    public void Dispose()
    {
        lock (gate) disposed = true;
        timer.Dispose();
    }

    private void Tick()
    {
        lock (gate)
        {
            if (disposed) return;
            var elapsed = Elapsed;
            for (; packets * Interval <= elapsed; packets++) packetDue();
            // The system's timers cut to whole milliseconds; rounded up, they do not fire early.
            var wait = packets * Interval - Elapsed;
            var waitMs = Math.Max(0, Math.Ceiling(wait.TotalMilliseconds));
            timer.Change(TimeSpan.FromMilliseconds(waitMs), Timeout.InfiniteTimeSpan);
        }
    }
}
