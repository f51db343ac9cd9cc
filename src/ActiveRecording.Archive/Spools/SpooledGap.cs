using System.Buffers.Binary;

namespace ActiveRecording.Archive.Spools;

/// <summary>Packets that arrived but were not kept: the disk was too slow for all streams, and this one gave way.</summary>
/// <param name="FromTicks">Arrival of the first of them on the recorder's clock, UTC ticks of 100 ns.</param>
/// <param name="ToTicks">Arrival of the last.</param>
/// <param name="Packets">How many.</param>
public readonly record struct SpooledGap(long FromTicks, long ToTicks, uint Packets)
{
    internal const int BodyBytes = 20;

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body, FromTicks);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], ToTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(body[16..], Packets);
    }

    internal static bool TryRead(ReadOnlySpan<byte> body, out SpooledGap gap)
    {
        gap = default;
        if (body.Length < BodyBytes) return false;
        gap = new SpooledGap(
            BinaryPrimitives.ReadInt64LittleEndian(body),
            BinaryPrimitives.ReadInt64LittleEndian(body[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[16..]));
        return true;
    }
}
