using System.Buffers.Binary;

namespace ActiveRecording.Rtp.Packets;

/// <summary>Walks the packets of an RTCP compound. One that starts with neither SR nor RR is accepted (RFC 5506).</summary>
public ref struct RtcpReader
{
    private ReadOnlySpan<byte> rest;

    private RtcpReader(ReadOnlySpan<byte> compound) => rest = compound;

    /// <summary>False unless all packets are version 2 and their lengths add up to the datagram's (RFC 3550 A.2).</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtcpReader reader)
    {
        reader = new RtcpReader(datagram);
        if (datagram.Length < RtcpPacket.HeaderBytes) return false;
        for (var left = datagram; left.Length > 0;)
        {
            if (!TryMeasure(left, out var length, out _)) return false;
            left = left[length..];
        }

        return true;
    }

    /// <summary>Whether a datagram on a port shared with RTP is RTCP, by its second byte (RFC 5761 §4).</summary>
    public static bool LooksLikeRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>The next packet, of whatever type.</summary>
    public bool TryRead(out RtcpPacket packet)
    {
        packet = default;
        if (!TryMeasure(rest, out var length, out var padding)) return false;
        packet = new RtcpPacket(rest[..(length - padding)]);
        rest = rest[length..];
        return true;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> packet, out int length, out int padding)
    {
        length = 0;
        padding = 0;
        if (packet.Length < RtcpPacket.HeaderBytes || packet[0] >> 6 != 2) return false;
        length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1);
        if (length > packet.Length) return false;
        if ((packet[0] & 0x20) != 0) padding = packet[length - 1];
        return padding <= length - RtcpPacket.HeaderBytes;
    }
}
