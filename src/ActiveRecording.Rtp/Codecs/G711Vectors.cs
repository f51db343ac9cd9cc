using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActiveRecording.Rtp.Codecs;

/// <summary>
/// G.711 by arithmetic on 16 samples at a time, with the results of <see cref="G711"/>'s tables. Expanding shifts a step left by its
/// segment, which is a product with a power of two. Compressing reads segment and step off a <see cref="float"/>: its exponent and the
/// upper four bits of its fraction are just these.
/// </summary>
internal static class G711Vectors
{
    /// <summary>Codes per vector of bytes.</summary>
    public const int Codes = 16;

    private const int MuLawBias = 33;
    private const int MuLawCeiling = 0x1FFF;

    /// <summary>Bits of a float's fraction below the four that are the step within a segment.</summary>
    private const int BelowStep = 19;

    /// <summary>Exponent and step of 32, where the segments of µ-law begin.</summary>
    private const int MuLawOrigin = (127 + 5) << 4;

    /// <summary>Exponent and step of 16, where the segments of A-law whose steps grow begin, less one segment.</summary>
    private const int ALawOrigin = (127 + 3) << 4;

    private const int EvenBits = 0x55;
    private const int Positive = 0x80;

    /// <summary>16 codes to linear samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Expand(Vector128<byte> codes, G711Law law) =>
        law == G711Law.MuLaw ? ExpandMuLaw(codes) : ExpandALaw(codes);

    /// <summary>8 samples, each -32768 to 32767, to codes of 0 to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Compress(Vector256<int> samples, G711Law law) =>
        law == G711Law.MuLaw ? CompressMuLaw(samples) : CompressALaw(samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> ExpandMuLaw(Vector128<byte> codes)
    {
        var inverted = ~codes;
        var segments = (inverted >>> 4) & Vector128.Create((byte)0x07);
        var scale = Widen(Vector128.Shuffle(Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0), segments));
        var steps = Widen(inverted & Vector128.Create((byte)0x0F));
        var magnitudes = ((steps << 3) + Vector256.Create((short)(4 * MuLawBias))) * scale - Vector256.Create((short)(4 * MuLawBias));
        return Sign(magnitudes, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> ExpandALaw(Vector128<byte> codes)
    {
        var plain = codes ^ Vector128.Create((byte)EvenBits);
        var segments = (plain >>> 4) & Vector128.Create((byte)0x07);
        var scale = Widen(Vector128.Shuffle(Vector128.Create((byte)1, 1, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0), segments));
        var first = ~Vector128.Equals(segments, Vector128<byte>.Zero) & Vector128.Create((byte)16);
        var steps = Widen((plain & Vector128.Create((byte)0x0F)) | first);
        return Sign(((steps << 4) + Vector256.Create((short)8)) * scale, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> CompressMuLaw(Vector256<int> samples)
    {
        var negative = samples >> 31;
        var biased = ((samples ^ negative) >> 2) + Vector256.Create(MuLawBias);
        var magnitudes = Vector256.Min(biased, Vector256.Create(MuLawCeiling));
        var places = (Vector256.ConvertToSingle(magnitudes).AsInt32() >> BelowStep) - Vector256.Create(MuLawOrigin);
        return (Vector256.Create(0x7F) - places) | (~negative & Vector256.Create(Positive));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> CompressALaw(Vector256<int> samples)
    {
        var negative = samples >> 31;
        var magnitudes = (samples ^ negative) >> 4;
        var places = (Vector256.ConvertToSingle(magnitudes).AsInt32() >> BelowStep) - Vector256.Create(ALawOrigin);
        var code = Vector256.ConditionalSelect(Vector256.GreaterThan(magnitudes, Vector256.Create(15)), places, magnitudes);
        return (code | (~negative & Vector256.Create(Positive))) ^ Vector256.Create(EvenBits);
    }

    /// <summary>In both laws a code without its upper bit is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Sign(Vector256<short> magnitudes, Vector128<byte> codes)
    {
        var negative = Widen(codes >>> 7) - Vector256<short>.One;
        return (magnitudes ^ negative) - negative;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Widen(Vector128<byte> bytes) =>
        Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)).AsInt16();
}
