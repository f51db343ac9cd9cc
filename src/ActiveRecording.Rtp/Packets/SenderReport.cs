namespace ActiveRecording.Rtp.Packets;

/// <summary>The sender information of an RTCP SR (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The sender.</param>
/// <param name="Ntp">Wall clock at the same instant as <paramref name="RtpTimestamp"/>.</param>
/// <param name="RtpTimestamp">In ticks of the stream's clock.</param>
/// <param name="Packets">RTP packets sent so far, modulo 2^32.</param>
/// <param name="Octets">Payload bytes sent so far, modulo 2^32.</param>
public readonly record struct SenderReport(uint Ssrc, NtpTimestamp Ntp, uint RtpTimestamp, uint Packets, uint Octets);
