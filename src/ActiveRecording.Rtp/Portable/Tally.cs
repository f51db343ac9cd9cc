using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Portable;

/// <summary>What a datagram turned out to be.</summary>
internal enum DatagramKind
{
    Rtp,
    Rtcp,
    TooShort,
    Malformed,
    WrongSource,
    UnknownPayload,
    Held,
}

/// <summary>Counts datagrams by kind, from any thread.</summary>
internal sealed class Tally
{
    private readonly long[] counts = new long[(int)DatagramKind.Held + 1];

    private long renumbered;

    public void Count(DatagramKind kind) => Interlocked.Increment(ref counts[(int)kind]);

    /// <summary>A packet was forwarded under another payload type.</summary>
    public void CountRenumbered() => Interlocked.Increment(ref renumbered);

    public RtpCounters Snapshot(int portPairs) => new(
        Of(DatagramKind.Rtp), Of(DatagramKind.Rtcp), Of(DatagramKind.TooShort), Of(DatagramKind.Malformed),
        Of(DatagramKind.WrongSource), Of(DatagramKind.UnknownPayload), Of(DatagramKind.Held), portPairs,
        Interlocked.Read(ref renumbered));

    private long Of(DatagramKind kind) => Interlocked.Read(ref counts[(int)kind]);
}
