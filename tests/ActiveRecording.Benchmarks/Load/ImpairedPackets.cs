using System.Buffers.Binary;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>Packets whose every byte follows from their flow and number, so that whoever gets one knows what it must be.</summary>
internal static class ImpairedPackets
{
    private const int SsrcAt = 8;
    private const uint Multiplier = 1_664_525;
    private const uint Increment = 1_013_904_223;

    public static void Write(Span<byte> packet, int flow, ushort sequence)
    {
        LoadStamp.Write(packet, flow, sequence, sequence * (uint)(LoadStamp.PacketBytes - LoadStamp.HeaderBytes), nanos: 0);
        var word = (uint)(flow << 16) ^ sequence;
        for (var at = LoadStamp.End; at < LoadStamp.PacketBytes; at += sizeof(uint))
        {
            word = word * Multiplier + Increment;
            BinaryPrimitives.WriteUInt32BigEndian(packet[at..], word);
        }
    }

    /// <summary>Whether a packet is what its flow and number make of it; a copy may bear another SSRC.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> packet, int flow, bool isCopy)
    {
        Span<byte> expected = stackalloc byte[LoadStamp.PacketBytes];
        Write(expected, flow, LoadStamp.Sequence(packet));
        return isCopy
            ? packet[..SsrcAt].SequenceEqual(expected[..SsrcAt]) && packet[LoadStamp.HeaderBytes..].SequenceEqual(expected[LoadStamp.HeaderBytes..])
            : packet.SequenceEqual(expected);
    }
}
