using System.Buffers.Binary;
using System.Numerics;

namespace ActiveRecording.Archive.Spools;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4), in hardware where there is some.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var octet in bytes) crc = BitOperations.Crc32C(crc, octet);
        return ~crc;
    }
}
