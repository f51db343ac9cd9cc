using System.Buffers.Binary;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>What a packet of the load says in the first bytes of its payload: which flow it is of and when it was sent.</summary>
internal static class LoadStamp
{
    /// <summary>The RTP header before it (RFC 3550 §5.1).</summary>
    public const int HeaderBytes = 12;

    /// <summary>20 ms of G.711.</summary>
    public const int PacketBytes = HeaderBytes + 160;

    private const uint Mark = 0x6C6F6164;

    /// <summary>A packet of payload type 8 with its stamp.</summary>
    public static void Write(Span<byte> packet, ref LoadFlow flow, int number, long nanos)
    {
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], flow.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], flow.Timestamp);
        BinaryPrimitives.WriteInt32BigEndian(packet[8..], 0x10000000 + number);
        BinaryPrimitives.WriteUInt32BigEndian(packet[HeaderBytes..], Mark);
        BinaryPrimitives.WriteInt32BigEndian(packet[(HeaderBytes + 4)..], number);
        BinaryPrimitives.WriteInt64BigEndian(packet[(HeaderBytes + 8)..], nanos);
    }

    public static bool TryRead(ReadOnlySpan<byte> packet, out ushort sequence, out int number, out long nanos)
    {
        (sequence, number, nanos) = (0, 0, 0);
        if (packet.Length != PacketBytes || BinaryPrimitives.ReadUInt32BigEndian(packet[HeaderBytes..]) != Mark) return false;
        sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        number = BinaryPrimitives.ReadInt32BigEndian(packet[(HeaderBytes + 4)..]);
        nanos = BinaryPrimitives.ReadInt64BigEndian(packet[(HeaderBytes + 8)..]);
        return true;
    }
}
