using System.Buffers.Binary;

namespace ActiveRecording.Archive.Spools;

/// <summary>What a frame of a spool holds; the numbers are stored.</summary>
internal enum SpoolFrameKind : byte
{
    /// <summary>
    /// JSON of <see cref="SpooledStream"/>: the first frame, and again when the payload map changes.
    /// </summary>
    Stream = 1,

    /// <summary>An RTP packet, see <see cref="SpooledPacket"/>.</summary>
    Packet = 2,

    /// <summary>An RTCP sender report, see <see cref="SpooledReport"/>.</summary>
    Report = 3,

    /// <summary>The sender was told to stop or to go on sending, see <see cref="SpooledActivity"/>.</summary>
    Activity = 4,

    /// <summary>Packets that could not be kept, see <see cref="SpooledGap"/>.</summary>
    Gap = 5,
}

/// <summary>
/// The framing of a spool file. After the 8 bytes of <see cref="FileMagic"/> come frames, little endian:
/// <code>
///  0               4               8      9
/// +---------------+---------------+------+-----------------+
/// | length of     | CRC-32C of    | kind | body            |
/// | kind and body | kind and body |      | length - 1      |
/// +---------------+---------------+------+-----------------+
/// </code>
/// A crash can only tear the tail: everything before the first frame that is short or fails its checksum is
/// good.
/// </summary>
internal static class SpoolFrame
{
    /// <summary>Length and checksum, in bytes.</summary>
    public const int PrefixBytes = 8;

    /// <summary>Prefix and kind, in bytes.</summary>
    public const int HeaderBytes = PrefixBytes + 1;

    /// <summary>The longest body: a UDP datagram and its arrival facts.</summary>
    public const int MaxBodyBytes = 66_000;

    /// <summary>"ARSPOOL" and the version of this format.</summary>
    public static ReadOnlySpan<byte> FileMagic => "ARSPOOL\u0001"u8;

    /// <summary>Completes the frame whose body already lies at <c>frame[HeaderBytes..]</c>.</summary>
    public static void Complete(Span<byte> frame, SpoolFrameKind kind)
    {
        frame[PrefixBytes] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - PrefixBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Compute(frame[PrefixBytes..]));
    }

    /// <summary>
    /// Reads the frame at the start of <paramref name="bytes"/>; false when it is short or damaged.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SpoolFrameKind kind, out ReadOnlySpan<byte> body)
    {
        kind = default;
        body = default;
        if (!TryReadLength(bytes, out var frameBytes) || bytes.Length < frameBytes) return false;
        var content = bytes[PrefixBytes..frameBytes];
        if (Crc32C.Compute(content) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) return false;
        kind = (SpoolFrameKind)content[0];
        body = content[1..];
        return true;
    }

    /// <summary>
    /// The bytes the whole frame takes, once its prefix is there and its length is possible.
    /// </summary>
    public static bool TryReadLength(ReadOnlySpan<byte> bytes, out int frameBytes)
    {
        frameBytes = 0;
        if (bytes.Length < PrefixBytes) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is < 1 or > MaxBodyBytes + 1) return false;
        frameBytes = PrefixBytes + length;
        return true;
    }
}
