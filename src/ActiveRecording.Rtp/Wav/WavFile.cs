using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Rtp.Wav;

/// <summary>A WAV file read into memory.</summary>
/// <param name="Format">As its <c>fmt </c> chunk says.</param>
/// <param name="Content">The coded samples, interleaved, whole frames.</param>
public sealed record WavFile(WavFormat Format, ReadOnlyMemory<byte> Content)
{
    /// <summary>Frames in the file.</summary>
    public long Frames => Content.Length / Format.BytesPerFrame;

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Frames / Format.SampleRate);

    /// <summary>
    /// Reads a file; other chunks are skipped, a <c>data</c> chunk longer than the file (a crash) is taken as far as it goes.
    /// </summary>
    /// <returns>False when it is no WAVE file of PCM16, µ-law or A-law.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out WavFile? wav)
    {
        wav = null;
        var bytes = file.Span;
        if (bytes.Length < WavChunks.RiffHeaderBytes || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8)) return false;

        WavFormat? format = null;
        long at = WavChunks.RiffHeaderBytes;
        while (at + WavChunks.ChunkHeaderBytes <= bytes.Length)
        {
            var chunk = bytes[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            var available = (int)Math.Min(length, chunk.Length - WavChunks.ChunkHeaderBytes);
            var body = file.Slice((int)at + WavChunks.ChunkHeaderBytes, available);
            if (chunk.StartsWith("fmt "u8))
            {
                if (!WavChunks.TryReadFormat(body.Span, out var read)) return false;
                format = read;
            }
            else if (chunk.StartsWith("data"u8))
            {
                if (format is not { } known) return false;
                wav = new WavFile(known, body[..(available - available % known.BytesPerFrame)]);
                return true;
            }

            at += WavChunks.ChunkHeaderBytes + length + length % 2;
        }

        return false;
    }

    /// <summary>The samples of one channel, decoded.</summary>
    /// <param name="channel">From 0 (left).</param>
    public short[] Channel(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Format.Channels);
        var samples = new short[Frames];
        var content = Content.Span;
        for (var frame = 0; frame < samples.Length; frame++)
        {
            var sample = content[(frame * Format.BytesPerFrame + channel * Format.BytesPerSample)..];
            samples[frame] = Format.Coding switch
            {
                WavCoding.MuLaw => G711.DecodeMuLaw(sample[0]),
                WavCoding.ALaw => G711.DecodeALaw(sample[0]),
                _ => BinaryPrimitives.ReadInt16LittleEndian(sample),
            };
        }

        return samples;
    }
}
