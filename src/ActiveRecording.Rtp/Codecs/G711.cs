namespace ActiveRecording.Rtp.Codecs;

/// <summary>
/// ITU-T G.711 µ-law and A-law, bit-exact with the ITU's own tools (G.191), by table and in runs by vectors. Samples are 16-bit linear with the
/// 14 (µ) or 13 (A) significant bits to the left.
/// </summary>
public static class G711
{
    /// <summary>µ-law silence: positive zero.</summary>
    public const byte MuLawSilence = 0xFF;

    /// <summary>A-law silence: the smallest positive value.</summary>
    public const byte ALawSilence = 0xD5;

    private static readonly short[] MuLawToLinear = Table(MuLaw.Expand);
    private static readonly short[] ALawToLinear = Table(ALaw.Expand);
    private static readonly byte[] LinearToMuLaw = Table(MuLaw.Compress);
    private static readonly byte[] LinearToALaw = Table(ALaw.Compress);

    /// <summary>One µ-law code to linear, -32124 to 32124.</summary>
    public static short DecodeMuLaw(byte code) => MuLawToLinear[code];

    /// <summary>One A-law code to linear, -32256 to 32256.</summary>
    public static short DecodeALaw(byte code) => ALawToLinear[code];

    /// <summary>One linear sample to µ-law.</summary>
    public static byte EncodeMuLaw(short sample) => LinearToMuLaw[(ushort)sample];

    /// <summary>One linear sample to A-law.</summary>
    public static byte EncodeALaw(short sample) => LinearToALaw[(ushort)sample];

    /// <summary>Decodes µ-law; <paramref name="samples"/> is at least as long.</summary>
    public static void DecodeMuLaw(ReadOnlySpan<byte> codes, Span<short> samples) =>
        Decode(MuLawToLinear, codes, samples, WideG711.DecodeMuLaw(codes, samples[..codes.Length]));

    /// <summary>Decodes A-law; <paramref name="samples"/> is at least as long.</summary>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<short> samples) =>
        Decode(ALawToLinear, codes, samples, WideG711.DecodeALaw(codes, samples[..codes.Length]));

    /// <summary>Encodes µ-law; <paramref name="codes"/> is at least as long.</summary>
    public static void EncodeMuLaw(ReadOnlySpan<short> samples, Span<byte> codes) => Encode(LinearToMuLaw, samples, codes);

    /// <summary>Encodes A-law; <paramref name="codes"/> is at least as long.</summary>
    public static void EncodeALaw(ReadOnlySpan<short> samples, Span<byte> codes) => Encode(LinearToALaw, samples, codes);

    /// <summary>What is left of a run that was expanded in steps.</summary>
    private static void Decode(short[] table, ReadOnlySpan<byte> codes, Span<short> samples, int done)
    {
        samples = samples[..codes.Length];
        for (var at = done; at < codes.Length; at++) samples[at] = table[codes[at]];
    }

    private static void Encode(byte[] table, ReadOnlySpan<short> samples, Span<byte> codes)
    {
        codes = codes[..samples.Length];
        for (var at = 0; at < samples.Length; at++) codes[at] = table[(ushort)samples[at]];
    }

    private static short[] Table(Func<byte, short> expand)
    {
        var table = new short[256];
        for (var code = 0; code < table.Length; code++) table[code] = expand((byte)code);
        return table;
    }

    private static byte[] Table(Func<short, byte> compress)
    {
        var table = new byte[65536];
        for (var sample = 0; sample < table.Length; sample++) table[sample] = compress((short)sample);
        return table;
    }
}
