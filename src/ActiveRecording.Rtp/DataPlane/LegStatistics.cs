namespace ActiveRecording.Rtp.DataPlane;

/// <summary>A leg's counts at one moment.</summary>
/// <param name="Received">Valid RTP packets from the locked source.</param>
/// <param name="ReceivedBytes">Their bytes, headers included.</param>
/// <param name="Forwarded">RTP packets sent to the party.</param>
/// <param name="Lost">Expected less received (RFC 3550 A.3); may be negative with duplicates.</param>
/// <param name="Jitter">Interarrival jitter (RFC 3550 A.8).</param>
/// <param name="Dropped">Datagrams that came but were not forwarded, for whatever reason.</param>
public readonly record struct LegStatistics(
    long Received, long ReceivedBytes, long Forwarded, long Lost, TimeSpan Jitter, long Dropped);
