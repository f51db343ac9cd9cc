using System.Buffers.Binary;
using System.Text;

namespace ActiveRecording.Rtp.Packets;

/// <summary>Writes an RTCP compound, packet after packet (RFC 3550 §6.1: SR or RR, then SDES, BYE last).</summary>
/// <param name="destination">1,500 bytes hold any compound of the product.</param>
public ref struct RtcpWriter(Span<byte> destination)
{
    internal const byte CNameItem = 1;
    private const int MaxTextBytes = 255;
    private readonly Span<byte> destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>An SR (RFC 3550 §6.4.1).</summary>
    public void Write(in SenderReport report, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var packet = Begin(
            RtcpPacketType.SenderReport, blocks.Length,
            RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes + RtcpPacket.SenderBytes + blocks.Length * RtcpPacket.BlockBytes);
        Put(packet, 4, report.Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(packet[8..], report.Ntp.Value);
        Put(packet, 16, report.RtpTimestamp);
        Put(packet, 20, report.Packets);
        Put(packet, 24, report.Octets);
        Write(packet[28..], blocks);
    }

    /// <summary>An RR (RFC 3550 §6.4.2).</summary>
    public void WriteReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var packet = Begin(
            RtcpPacketType.ReceiverReport, blocks.Length,
            RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes + blocks.Length * RtcpPacket.BlockBytes);
        Put(packet, 4, ssrc);
        Write(packet[8..], blocks);
    }

    /// <summary>An SDES with the canonical name (RFC 3550 §6.5.1), at most 255 bytes of UTF-8; the rest is cut off.</summary>
    public void WriteCName(uint ssrc, string name)
    {
        Span<byte> text = stackalloc byte[MaxTextBytes];
        Encoding.UTF8.TryGetBytes(name, text, out var length);
        var chunk = RtcpPacket.SsrcBytes + 2 + length;
        var packet = Begin(RtcpPacketType.SourceDescription, 1, RtcpPacket.HeaderBytes + 4 * (chunk / 4 + 1));
        Put(packet, 4, ssrc);
        packet[8] = CNameItem;
        packet[9] = (byte)length;
        text[..length].CopyTo(packet[10..]);
        packet[(10 + length)..].Clear();
    }

    /// <summary>A BYE (RFC 3550 §6.6) without reason.</summary>
    public void WriteBye(uint ssrc)
    {
        var packet = Begin(RtcpPacketType.Goodbye, 1, RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes);
        Put(packet, 4, ssrc);
    }

    private Span<byte> Begin(RtcpPacketType type, int count, int length)
    {
        var packet = destination.Slice(Length, length);
        packet[0] = (byte)(2 << 6 | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(length / 4 - 1));
        Length += length;
        return packet;
    }

    private static void Write(Span<byte> at, ReadOnlySpan<ReportBlock> blocks)
    {
        foreach (ref readonly var block in blocks)
        {
            Put(at, 0, block.Ssrc);
            Put(at, 4, (uint)block.FractionLost << 24 | (uint)block.Lost & 0xFFFFFF);
            Put(at, 8, block.HighestSequence);
            Put(at, 12, block.Jitter);
            Put(at, 16, block.LastReport);
            Put(at, 20, block.DelaySinceLastReport);
            at = at[RtcpPacket.BlockBytes..];
        }
    }

    private static void Put(Span<byte> packet, int at, uint word) => BinaryPrimitives.WriteUInt32BigEndian(packet[at..], word);
}
