namespace ActiveRecording.Rtp.Codecs;

/// <summary>ITU-T G.711 µ-law by its arithmetic: 8 segments of 16 steps, all bits inverted on the line.</summary>
internal static class MuLaw
{
    private const int Bias = 33;
    private const int Ceiling = 0x1FFF;

    /// <summary>A 16-bit sample, of which the upper 14 bits count, to its code.</summary>
    public static byte Compress(short sample)
    {
        var magnitude = Math.Min(((sample < 0 ? ~sample : sample) >> 2) + Bias, Ceiling);
        var segment = 1;
        for (var above = magnitude >> 6; above != 0; above >>= 1) segment++;
        var code = (8 - segment) << 4 | (0x0F - (magnitude >> segment & 0x0F));
        return (byte)(sample < 0 ? code : code | 0x80);
    }

    /// <summary>A code to the middle of its step.</summary>
    public static short Expand(byte code)
    {
        var inverted = ~code;
        var exponent = inverted >> 4 & 0x07;
        var step = 8 << exponent;
        var magnitude = (0x80 << exponent) + step * (inverted & 0x0F) + step / 2 - 4 * Bias;
        return (short)(code < 0x80 ? -magnitude : magnitude);
    }
}
