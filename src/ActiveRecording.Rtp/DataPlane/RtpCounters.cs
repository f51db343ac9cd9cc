namespace ActiveRecording.Rtp.DataPlane;

/// <summary>What became of the datagrams of a plane: every one received is counted under exactly one kind.</summary>
/// <param name="Rtp">Valid RTP packets of the locked source.</param>
/// <param name="Rtcp">Valid RTCP packets.</param>
/// <param name="TooShort">Shorter than any header.</param>
/// <param name="Malformed">Neither RTP nor RTCP version 2, or lengths that contradict each other.</param>
/// <param name="WrongSource">From an address that the source lock refuses.</param>
/// <param name="UnknownPayload">Of a payload type that was not negotiated, from an address nobody described; from the locked source they pass.</param>
/// <param name="Held">From a party whose direction does not let it send.</param>
/// <param name="PortPairs">Port pairs leased at this moment.</param>
/// <param name="Renumbered">RTP packets, counted as such too, that were forwarded under another payload type.</param>
public readonly record struct RtpCounters(
    long Rtp, long Rtcp, long TooShort, long Malformed, long WrongSource, long UnknownPayload, long Held, int PortPairs,
    long Renumbered)
{
    /// <summary>On a shared port pair, of a synchronization source that nobody expects.</summary>
    public long UnknownSsrc { get; init; }

    /// <summary>Datagrams that the kernel did not take, for lack of buffers or of a route.</summary>
    public long SendFailed { get; init; }

    /// <summary>ICMP messages that a peer's port is closed (RFC 1122 §4.1.3.3).</summary>
    public long Unreachable { get; init; }

    /// <summary>Facts that an observer was not told, because there were too many of them.</summary>
    public long UntoldFacts { get; init; }

    /// <summary>Sinks that threw.</summary>
    public long Failures { get; init; }

    /// <summary>Endpoints not opened because every port pair was leased.</summary>
    public long NoPort { get; init; }

    /// <summary>Endpoints not opened, and legs not connected, because the system gave no socket.</summary>
    public long NoSocket { get; init; }
}
