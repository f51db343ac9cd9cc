using System.Buffers.Binary;

namespace ActiveRecording.Rtp.Wav;

/// <summary>The chunks before the samples of a RIFF WAVE file.</summary>
public static class WavChunks
{
    public const int LinearHeaderBytes = 44;
    public const int CodedHeaderBytes = 58;
    public const int ChunkHeaderBytes = 8;
    public const int RiffHeaderBytes = 12;
    private const int LinearFormatBytes = 16;
    private const int CodedFormatBytes = 18;

    /// <summary>Writes everything up to the first sample.</summary>
    public static void Write(Span<byte> header, WavFormat format, uint contentBytes)
    {
        var linear = format.Coding == WavCoding.Pcm16;
        Chunk(header, "RIFF"u8, (uint)(header.Length - ChunkHeaderBytes) + contentBytes + contentBytes % 2);
        "WAVE"u8.CopyTo(header[8..]);

        var at = header[RiffHeaderBytes..];
        var formatBytes = linear ? LinearFormatBytes : CodedFormatBytes;
        Chunk(at, "fmt "u8, (uint)formatBytes);
        WriteFormat(at[ChunkHeaderBytes..], format);
        at = at[(ChunkHeaderBytes + formatBytes)..];
        if (!linear)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[(RiffHeaderBytes + ChunkHeaderBytes + LinearFormatBytes)..], 0);
            Chunk(at, "fact"u8, 4);
            BinaryPrimitives.WriteUInt32LittleEndian(at[ChunkHeaderBytes..], contentBytes / (uint)format.BytesPerFrame);
            at = at[(ChunkHeaderBytes + 4)..];
        }

        Chunk(at, "data"u8, contentBytes);
    }

    /// <summary>Reads the body of a <c>fmt </c> chunk; false when the coding is none of ours.</summary>
    public static bool TryReadFormat(ReadOnlySpan<byte> chunk, out WavFormat format)
    {
        format = default;
        if (chunk.Length < LinearFormatBytes) return false;
        var coding = (WavCoding)BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (coding is not (WavCoding.Pcm16 or WavCoding.ALaw or WavCoding.MuLaw)) return false;
        if (channels == 0 || rate is 0 or > int.MaxValue) return false;
        format = new WavFormat(coding, (int)rate, channels);
        return bits == 8 * format.BytesPerSample;
    }

    private static void WriteFormat(Span<byte> body, WavFormat format)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)format.Coding);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)format.Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)format.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], (uint)(format.SampleRate * format.BytesPerFrame));
        BinaryPrimitives.WriteUInt16LittleEndian(body[12..], (ushort)format.BytesPerFrame);
        BinaryPrimitives.WriteUInt16LittleEndian(body[14..], (ushort)(8 * format.BytesPerSample));
    }

    private static void Chunk(Span<byte> at, ReadOnlySpan<byte> name, uint bodyBytes)
    {
        name.CopyTo(at);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], bodyBytes);
    }
}
