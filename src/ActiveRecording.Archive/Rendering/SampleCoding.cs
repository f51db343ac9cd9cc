using System.Runtime.InteropServices;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// How G.711 codes become samples of the file: nothing is ever resampled, scaled or rounded; a file in the source's own
/// law keeps its codes, one in the other law takes them by table.
/// </summary>
internal sealed class SampleCoding
{
    private const int Codes = 256;
    private readonly RenderFormat format;
    private readonly byte[] otherLaw = new byte[Codes];

    public SampleCoding(RenderFormat format)
    {
        this.format = format;
        (var coding, Silence) = format switch
        {
            RenderFormat.MuLaw => (WavCoding.MuLaw, G711.MuLawSilence),
            RenderFormat.ALaw => (WavCoding.ALaw, G711.ALawSilence),
            _ => (WavCoding.Pcm16, (byte)0),
        };
        Wav = new WavFormat(coding, MediaClock.Rate, 2);
        for (var code = 0; code < Codes; code++)
        {
            otherLaw[code] = format == RenderFormat.MuLaw
                ? G711.EncodeMuLaw(G711.DecodeALaw((byte)code))
                : G711.EncodeALaw(G711.DecodeMuLaw((byte)code));
        }
    }

    /// <summary>The file's format: 8 kHz stereo.</summary>
    public WavFormat Wav { get; }

    /// <summary>Each byte of silence: 0, or the codec's own.</summary>
    public byte Silence { get; }

    /// <summary>Puts samples into one channel, from <paramref name="first"/> on.</summary>
    /// <param name="channel">Samples of one channel, of this machine's byte order.</param>
    /// <param name="first">A sample, from 0.</param>
    /// <param name="codes">What came; there is room for it.</param>
    /// <param name="kind">The law it is in.</param>
    public void Put(Span<byte> channel, int first, ReadOnlySpan<byte> codes, MediaKind kind)
    {
        if (format == RenderFormat.Pcm16)
        {
            var samples = MemoryMarshal.Cast<byte, short>(channel)[first..];
            if (kind == MediaKind.MuLaw) G711.DecodeMuLaw(codes, samples);
            else G711.DecodeALaw(codes, samples);
            return;
        }

        var coded = channel.Slice(first, codes.Length);
        if (kind == MediaKind.MuLaw == (format == RenderFormat.MuLaw)) codes.CopyTo(coded);
        else for (var at = 0; at < codes.Length; at++) coded[at] = otherLaw[codes[at]];
    }
}
