using System.Buffers.Binary;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>What a packet of the load says in the first bytes of its payload: which flow it is of and when it was sent.</summary>
internal static class LoadStamp
{
    /// <summary>The RTP header before it (RFC 3550 §5.1).</summary>
    public const int HeaderBytes = 12;

    /// <summary>20 ms of G.711.</summary>
    public const int PacketBytes = HeaderBytes + 160;

    /// <summary>Where the payload is free for others.</summary>
    public const int End = HeaderBytes + 16;

    private const uint Mark = 0x6C6F6164;

    /// <summary>Header and stamp of a packet of payload type 8.</summary>
    public static void Write(Span<byte> packet, int flow, ushort sequence, uint timestamp, long nanos)
    {
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteInt32BigEndian(packet[8..], 0x10000000 + flow);
        BinaryPrimitives.WriteUInt32BigEndian(packet[HeaderBytes..], Mark);
        BinaryPrimitives.WriteInt32BigEndian(packet[(HeaderBytes + 4)..], flow);
        BinaryPrimitives.WriteInt64BigEndian(packet[(HeaderBytes + 8)..], nanos);
    }

    /// <summary>The sequence number of the header.</summary>
    public static ushort Sequence(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    /// <summary>False when this is no packet of a load.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out int flow, out long nanos)
    {
        (flow, nanos) = (0, 0);
        if (packet.Length != PacketBytes || BinaryPrimitives.ReadUInt32BigEndian(packet[HeaderBytes..]) != Mark) return false;
        flow = BinaryPrimitives.ReadInt32BigEndian(packet[(HeaderBytes + 4)..]);
        nanos = BinaryPrimitives.ReadInt64BigEndian(packet[(HeaderBytes + 8)..]);
        return true;
    }
}
