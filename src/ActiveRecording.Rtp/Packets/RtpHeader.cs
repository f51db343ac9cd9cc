using System.Buffers.Binary;

namespace ActiveRecording.Rtp.Packets;

/// <summary>The fixed header of an RTP packet to write (RFC 3550 §5.1; the diagram stands at <see cref="RtpPacket"/>).</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="SequenceNumber">Counts packets, modulo 2^16.</param>
/// <param name="Timestamp">Sampling instant of the first sample, in ticks of the payload's clock.</param>
/// <param name="Ssrc">Synchronization source.</param>
/// <param name="Marker">For audio, the first packet of a talkspurt.</param>
public readonly record struct RtpHeader(byte PayloadType, ushort SequenceNumber, uint Timestamp, uint Ssrc, bool Marker)
{
    /// <summary>Writes header and payload, without contributing sources, extension and padding.</summary>
    /// <returns>The bytes written: <see cref="RtpPacket.HeaderBytes"/> and the payload's.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> payload)
    {
        destination[0] = 2 << 6;
        destination[1] = (byte)((Marker ? 0x80 : 0) | (PayloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Ssrc);
        payload.CopyTo(destination[RtpPacket.HeaderBytes..]);
        return RtpPacket.HeaderBytes + payload.Length;
    }
}
