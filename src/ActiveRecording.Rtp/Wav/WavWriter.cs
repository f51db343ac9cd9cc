using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActiveRecording.Rtp.Wav;

/// <summary>
/// Writes a RIFF WAVE file. The header is valid after every <see cref="Checkpoint"/>, so that a crash leaves a
/// playable file. The stream must seek; it is not disposed.
/// </summary>
/// <remarks><code>
/// "RIFF" size "WAVE"
/// "fmt " size coding channels rate bytes/s bytes/frame bits [extra = 0]
/// "fact" 4 frames                                             (all but PCM)
/// "data" size samples...
/// </code></remarks>
public sealed class WavWriter : IDisposable
{
    /// <summary>Largest content in bytes: RIFF counts in 32 bits.</summary>
    public const long MaxContentBytes = uint.MaxValue - 64L;

    private readonly Stream stream;
    private bool disposed;

    /// <summary>Writes the header of an empty file at the stream's beginning.</summary>
    public WavWriter(Stream stream, WavFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Channels, 1);
        this.stream = stream;
        Format = format;
        stream.Position = 0;
        WriteHeader();
    }

    /// <summary>The file's format.</summary>
    public WavFormat Format { get; }

    /// <summary>Bytes of samples written.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Frames written.</summary>
    public long Frames => ContentBytes / Format.BytesPerFrame;

    /// <summary>Writes linear samples, interleaved, of a <see cref="WavCoding.Pcm16"/> file.</summary>
    /// <returns>As <see cref="TryWrite(ReadOnlySpan{byte})"/>.</returns>
    public bool TryWrite(ReadOnlySpan<short> samples)
    {
        if (Format.Coding != WavCoding.Pcm16) throw new InvalidOperationException("The file's samples are not linear.");
        if (BitConverter.IsLittleEndian) return TryWrite(MemoryMarshal.AsBytes(samples));

        var swapped = new short[samples.Length];
        BinaryPrimitives.ReverseEndianness(samples, swapped);
        return TryWrite(MemoryMarshal.AsBytes<short>(swapped));
    }

    /// <summary>Writes coded samples, whole frames.</summary>
    /// <returns>False when the file would grow beyond <see cref="MaxContentBytes"/>; then nothing is written.</returns>
    public bool TryWrite(ReadOnlySpan<byte> content)
    {
        if (content.Length % Format.BytesPerFrame != 0) throw new ArgumentException("Not whole frames.", nameof(content));
        if (ContentBytes + content.Length > MaxContentBytes) return false;
        stream.Write(content);
        ContentBytes += content.Length;
        return true;
    }

    /// <summary>Makes the header say what is written so far and flushes.</summary>
    public void Checkpoint()
    {
        var end = stream.Position;
        var padded = ContentBytes % 2 != 0;
        if (padded) stream.WriteByte(0);
        stream.Position = 0;
        WriteHeader();
        stream.Position = end;
        stream.Flush();
    }

    /// <summary>A last <see cref="Checkpoint"/>.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        Checkpoint();
    }

    private void WriteHeader()
    {
        var linear = Format.Coding == WavCoding.Pcm16;
        Span<byte> header = stackalloc byte[linear ? WavChunks.LinearHeaderBytes : WavChunks.CodedHeaderBytes];
        WavChunks.Write(header, Format, (uint)ContentBytes);
        stream.Write(header);
    }
}
