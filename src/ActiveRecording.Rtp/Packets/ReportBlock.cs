namespace ActiveRecording.Rtp.Packets;

/// <summary>What a receiver says of one source (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The source reported on.</param>
/// <param name="FractionLost">Since the last report, in 1/256.</param>
/// <param name="Lost">Packets lost so far, -2^23 to 2^23-1.</param>
/// <param name="HighestSequence">Extended highest sequence number received.</param>
/// <param name="Jitter">Interarrival jitter, in ticks of the stream's clock.</param>
/// <param name="LastReport">Middle 32 bits of the last sender report's NTP timestamp; 0: none.</param>
/// <param name="DelaySinceLastReport">In 1/65536 s; 0: none.</param>
public readonly record struct ReportBlock(
    uint Ssrc, byte FractionLost, int Lost, uint HighestSequence, uint Jitter, uint LastReport, uint DelaySinceLastReport);
