namespace ActiveRecording.Rtp.Native;

/// <summary>Absolute pacing: a busy loop wakes once in a tick and sleeps in between, on a grid that does not drift; one that is behind does not sleep.</summary>
/// <param name="tick">Nanoseconds; 0: never sleeps.</param>
internal struct Pace(long tick)
{
    private long next;

    public void Sleep()
    {
        if (tick == 0) return;
        var now = Libc.Now();
        next += tick;
        if (next <= now)
        {
            if (now - next > tick) next = now;
            return;
        }

        if (next - now > tick) next = now + tick;
        Libc.SleepUntil(next);
    }
}
