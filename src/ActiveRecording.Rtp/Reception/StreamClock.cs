namespace ActiveRecording.Rtp.Reception;

/// <summary>
/// Places a stream's timestamps on our clock. The base is the smallest delay seen so far: <c>min(arrival - timestamp / rate)</c>. When ten
/// packets in a row are 300 ms or more behind it (the sender's timestamps stood still or began anew), the base is taken from those.
/// </summary>
/// <param name="clockRate">Timestamp ticks per second.</param>
public struct StreamClock(int clockRate)
{
    private const int RebaseAfterPackets = 10;
    private static readonly TimeSpan RebaseAbove = TimeSpan.FromMilliseconds(300);

    private int clockRate = clockRate;
    private TimestampUnwrapper unwrapper;
    private long baseTicks = long.MaxValue;
    private long behindTicks = long.MaxValue;
    private int behind;

    /// <summary>Whether a packet was seen.</summary>
    public readonly bool IsKnown => baseTicks != long.MaxValue;

    /// <summary>Forgets the stream it was about and begins with another one.</summary>
    /// <param name="rate">Timestamp ticks per second.</param>
    public void Begin(int rate)
    {
        clockRate = rate;
        unwrapper = default;
        baseTicks = long.MaxValue;
        behindTicks = long.MaxValue;
        behind = 0;
    }

    /// <summary>Takes a packet's arrival in.</summary>
    public void Observe(uint timestamp, DateTimeOffset arrival)
    {
        var origin = arrival.UtcTicks - ToTicks(unwrapper.Unwrap(timestamp));
        if (!IsKnown || origin - baseTicks < RebaseAbove.Ticks)
        {
            if (origin < baseTicks) baseTicks = origin;
            behindTicks = long.MaxValue;
            behind = 0;
            return;
        }

        behindTicks = Math.Min(behindTicks, origin);
        if (++behind < RebaseAfterPackets) return;
        baseTicks = behindTicks;
        behindTicks = long.MaxValue;
        behind = 0;
    }

    /// <summary>The last whole timestamp tick not after <paramref name="now"/>, and its instant.</summary>
    public readonly (uint Timestamp, DateTimeOffset Instant) At(DateTimeOffset now)
    {
        var timestamp = (long)((Int128)(now.UtcTicks - baseTicks) * clockRate / TimeSpan.TicksPerSecond);
        return ((uint)timestamp, new DateTimeOffset(baseTicks + ToTicks(timestamp), TimeSpan.Zero));
    }

    /// <summary>Split, so that 64 bits hold the product.</summary>
    private readonly long ToTicks(long timestamp)
    {
        var (seconds, rest) = Math.DivRem(timestamp, clockRate);
        return seconds * TimeSpan.TicksPerSecond + rest * TimeSpan.TicksPerSecond / clockRate;
    }
}
