using System.Buffers.Binary;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// How G.711 codes become samples of the file: one table per source codec, so that nothing is ever resampled,
/// scaled or rounded; a file in the source's own law keeps its codes.
/// </summary>
internal sealed class SampleCoding
{
    private const int Codes = 256;
    private readonly ushort[] muLaw = new ushort[Codes];
    private readonly ushort[] aLaw = new ushort[Codes];
    private readonly ushort silence;

    public SampleCoding(RenderFormat format)
    {
        (var coding, silence) = format switch
        {
            RenderFormat.MuLaw => (WavCoding.MuLaw, G711.MuLawSilence),
            RenderFormat.ALaw => (WavCoding.ALaw, G711.ALawSilence),
            _ => (WavCoding.Pcm16, (ushort)0),
        };
        Wav = new WavFormat(coding, MediaClock.Rate, 2);
        for (var code = 0; code < Codes; code++)
        {
            muLaw[code] = format == RenderFormat.MuLaw
                ? (ushort)code
                : Encode(format, G711.DecodeMuLaw((byte)code));
            aLaw[code] = format == RenderFormat.ALaw
                ? (ushort)code
                : Encode(format, G711.DecodeALaw((byte)code));
        }
    }

    /// <summary>The file's format: 8 kHz stereo.</summary>
    public WavFormat Wav { get; }

    /// <summary>The samples of a decodable kind's codes.</summary>
    public ReadOnlySpan<ushort> Table(MediaKind kind) => kind == MediaKind.MuLaw ? muLaw : aLaw;

    /// <summary>Fills a block with silence: 0, or the codec's own.</summary>
    public void Silence(Span<byte> block) => block.Fill((byte)silence);

    /// <summary>Puts samples into every second place of an interleaved block.</summary>
    public void Put(Span<byte> block, int firstSample, ReadOnlySpan<byte> codes, ReadOnlySpan<ushort> table)
    {
        if (Wav.BytesPerSample == 1)
        {
            for (var at = 0; at < codes.Length; at++) block[firstSample + (2 * at)] = (byte)table[codes[at]];
            return;
        }

        var samples = block[(2 * firstSample)..];
        for (var at = 0; at < codes.Length; at++)
            BinaryPrimitives.WriteUInt16LittleEndian(samples[(4 * at)..], table[codes[at]]);
    }

    private static ushort Encode(RenderFormat format, short sample) => format switch
    {
        RenderFormat.MuLaw => G711.EncodeMuLaw(sample),
        RenderFormat.ALaw => G711.EncodeALaw(sample),
        _ => (ushort)sample,
    };
}
