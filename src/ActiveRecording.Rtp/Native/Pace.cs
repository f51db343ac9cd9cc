namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Absolute pacing: a busy loop wakes once in a tick and sleeps in between, on a grid that does not drift; one that is behind does not
/// sleep.
/// </summary>
/// <param name="tick">Nanoseconds; 0: never sleeps.</param>
internal struct Pace(long tick)
{
    private long next;

    /// <summary>How long to sleep.</summary>
    /// <param name="now">Of CLOCK_MONOTONIC, in nanoseconds.</param>
    /// <param name="until">The same clock.</param>
    /// <returns>False when there is no time to.</returns>
    public bool TryNext(long now, out long until)
    {
        next += tick;
        if (tick == 0 || now - next > tick || next - now > tick) next = now + (next > now ? tick : 0);
        until = next;
        return next > now;
    }
}
