namespace ActiveRecording.Rtp.Codecs;

/// <summary>ITU-T G.711 A-law by its arithmetic: 8 segments of 16 steps, even bits inverted on the line.</summary>
internal static class ALaw
{
    private const int EvenBits = 0x55;

    /// <summary>A 16-bit sample, of which the upper 12 bits count, to its code.</summary>
    public static byte Compress(short sample)
    {
        var code = (sample < 0 ? ~sample : sample) >> 4;
        if (code > 15)
        {
            var exponent = 1;
            for (; code > 31; code >>= 1) exponent++;
            code = code - 16 + (exponent << 4);
        }

        return (byte)((sample < 0 ? code : code | 0x80) ^ EvenBits);
    }

    /// <summary>A code to the middle of its step.</summary>
    public static short Expand(byte code)
    {
        var plain = (code ^ EvenBits) & 0x7F;
        var exponent = plain >> 4;
        var magnitude = ((plain & 0x0F) + (exponent > 0 ? 16 : 0) << 4) + 8;
        if (exponent > 1) magnitude <<= exponent - 1;
        return (short)(code < 0x80 ? -magnitude : magnitude);
    }
}
