namespace ActiveRecording.Rtp.Reception;

/// <summary>Extends 32-bit RTP timestamps to 64 bits: each is the one nearest to the last. Starts in cycle 1.</summary>
public struct TimestampUnwrapper
{
    private const long Cycle = 1L << 32;
    private long last;
    private bool started;

    /// <summary>The extended timestamp of <paramref name="timestamp"/>.</summary>
    public long Unwrap(uint timestamp)
    {
        last = started ? last + (int)(timestamp - (uint)last) : Cycle + timestamp;
        started = true;
        return last;
    }
}
