namespace ActiveRecording.Rtp.Packets;

/// <summary>Wall-clock time as RTCP carries it: seconds since 1900 in 32.32 fixed point (RFC 3550 §4).</summary>
public readonly record struct NtpTimestamp(ulong Value)
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The middle 32 bits, in units of 1/65536 s: what LSR holds (RFC 3550 §6.4.1).</summary>
    public uint Middle => (uint)(Value >> 16);

    /// <summary>An instant from 1900 to 2036; rounded to 2^-32 s.</summary>
    public static NtpTimestamp From(DateTimeOffset instant)
    {
        var ticks = (ulong)(instant - Epoch).Ticks;
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var rest = ticks % TimeSpan.TicksPerSecond;
        var fraction = ((rest << 32) + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond;
        return new NtpTimestamp((seconds << 32) + fraction);
    }

    /// <summary>The instant, rounded to 100 ns.</summary>
    public DateTimeOffset ToInstant()
    {
        var seconds = (long)(Value >> 32);
        var rest = (long)(((Value & uint.MaxValue) * TimeSpan.TicksPerSecond + (1UL << 31)) >> 32);
        return Epoch.AddTicks(seconds * TimeSpan.TicksPerSecond + rest);
    }
}
