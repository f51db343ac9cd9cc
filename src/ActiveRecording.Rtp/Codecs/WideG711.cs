using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActiveRecording.Rtp.Codecs;

/// <summary>
/// G.711 expansion of 16 codes at once: a segment is a power of two, looked up by its number, times the step within it. The
/// same samples as <see cref="MuLaw.Expand"/> and <see cref="ALaw.Expand"/>.
/// </summary>
internal static class WideG711
{
    /// <summary>Codes of a step.</summary>
    public const int Width = 16;

    private static readonly Vector128<byte> MuLawSegments = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Vector128<byte> ALawSegments = Vector128.Create((byte)1, 1, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Vector128<byte> ALawLeads = Vector128.Create((byte)0, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Expands whole steps of µ-law.</summary>
    /// <returns>Codes expanded, a multiple of <see cref="Width"/>; 0 where the processor has no such instructions.</returns>
    public static int DecodeMuLaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        if (!Vector128.IsHardwareAccelerated) return 0;
        var at = 0;
        for (; at <= codes.Length - Width; at += Width)
        {
            var code = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(codes), (nuint)at);
            var plain = ~code;
            var segment = Vector128.Shuffle(MuLawSegments, (plain >>> 4) & Vector128.Create((byte)0x07));
            var step = plain & Vector128.Create((byte)0x0F);
            var (low, high) = (MuLawHalf(Lower(step), Lower(segment)), MuLawHalf(Upper(step), Upper(segment)));
            Store(code, low, high, samples, at);
        }

        return at;
    }

    /// <summary>Expands whole steps of A-law.</summary>
    /// <returns>As of <see cref="DecodeMuLaw"/>.</returns>
    public static int DecodeALaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        if (!Vector128.IsHardwareAccelerated) return 0;
        var at = 0;
        for (; at <= codes.Length - Width; at += Width)
        {
            var code = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(codes), (nuint)at);
            var plain = code ^ Vector128.Create((byte)0x55);
            var exponent = (plain >>> 4) & Vector128.Create((byte)0x07);
            var segment = Vector128.Shuffle(ALawSegments, exponent);
            var step = (plain & Vector128.Create((byte)0x0F)) + Vector128.Shuffle(ALawLeads, exponent);
            var (low, high) = (ALawHalf(Lower(step), Lower(segment)), ALawHalf(Upper(step), Upper(segment)));
            Store(code, low, high, samples, at);
        }

        return at;
    }

    private static Vector128<short> MuLawHalf(Vector128<short> step, Vector128<short> segment)
    {
        var bias = Vector128.Create((short)132);
        return ((step << 3) + bias) * segment - bias;
    }

    private static Vector128<short> ALawHalf(Vector128<short> step, Vector128<short> segment) =>
        ((step << 4) + Vector128.Create((short)8)) * segment;

    private static Vector128<short> Lower(Vector128<byte> bytes) => Vector128.WidenLower(bytes).AsInt16();

    private static Vector128<short> Upper(Vector128<byte> bytes) => Vector128.WidenUpper(bytes).AsInt16();

    /// <summary>Of both laws the upper half of the codes is positive.</summary>
    private static void Store(Vector128<byte> code, Vector128<short> low, Vector128<short> high, Span<short> samples, int at)
    {
        ref var target = ref MemoryMarshal.GetReference(samples);
        Signed(low, Lower(code)).StoreUnsafe(ref target, (nuint)at);
        Signed(high, Upper(code)).StoreUnsafe(ref target, (nuint)(at + Width / 2));
    }

    private static Vector128<short> Signed(Vector128<short> magnitude, Vector128<short> code)
    {
        var negative = Vector128.LessThan(code, Vector128.Create((short)0x80));
        return (magnitude ^ negative) - negative;
    }
}
