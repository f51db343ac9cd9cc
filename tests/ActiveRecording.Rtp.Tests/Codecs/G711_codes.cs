using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Rtp.Tests.Codecs;

public sealed class G711_codes
{
    /// <summary>ITU-T G.711 tables 1a to 2b, in 16-bit scale (A-law × 8, µ-law × 4).</summary>
    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0xFE, 8)]
    [InlineData(0xEF, 132)]
    [InlineData(0xDF, 396)]
    [InlineData(0xCF, 924)]
    [InlineData(0xBF, 1980)]
    [InlineData(0xAF, 4092)]
    [InlineData(0x9F, 8316)]
    [InlineData(0x8F, 16764)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    public void Of_mu_law_decode_as_the_tables_say(byte code, short sample) => Assert.Equal(sample, G711.DecodeMuLaw(code));

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xC5, 264)]
    [InlineData(0xF5, 528)]
    [InlineData(0xE5, 1056)]
    [InlineData(0x95, 2112)]
    [InlineData(0x85, 4224)]
    [InlineData(0xB5, 8448)]
    [InlineData(0xA5, 16896)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    public void Of_A_law_decode_as_the_tables_say(byte code, short sample) => Assert.Equal(sample, G711.DecodeALaw(code));

    [Fact]
    public void Survive_decoding_and_encoding()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711.EncodeALaw(G711.DecodeALaw((byte)code)));
            var expected = code == 0x7F ? G711.MuLawSilence : code;
            Assert.Equal(expected, G711.EncodeMuLaw(G711.DecodeMuLaw((byte)code)));
        }
    }

    [Fact]
    public void Are_the_nearest_to_every_sample()
    {
        for (var sample = (int)short.MinValue; sample <= short.MaxValue; sample++)
        {
            AssertNearest(sample, G711.DecodeMuLaw, G711.EncodeMuLaw((short)sample), slack: 4, ceiling: 32124);
            AssertNearest(sample, G711.DecodeALaw, G711.EncodeALaw((short)sample), slack: 16, ceiling: 32256);
        }
    }

    [Fact]
    public void Are_converted_in_blocks_as_one_by_one()
    {
        var codes = Enumerable.Range(0, 256).Select(code => (byte)code).ToArray();
        var samples = new short[256];
        var back = new byte[256];

        G711.DecodeALaw(codes, samples);
        G711.EncodeALaw(samples, back);

        Assert.Equal(codes, back);
        G711.DecodeMuLaw(codes, samples);
        Assert.Equal(codes.Select(G711.DecodeMuLaw), samples);
        G711.EncodeMuLaw(samples, back);
        Assert.Equal(samples.Select(G711.EncodeMuLaw), back);
    }

    /// <param name="slack">The bits of the 16-bit sample that the law does not look at.</param>
    private static void AssertNearest(int sample, Func<byte, short> decode, byte code, int slack, int ceiling)
    {
        var error = Math.Abs(decode(code) - Math.Clamp(sample, -ceiling, ceiling));
        var up = Math.Abs(decode((byte)(code + 1)) - sample);
        var down = Math.Abs(decode((byte)(code - 1)) - sample);
        var step = Math.Abs(decode((byte)(code ^ 1)) - decode(code));
        Assert.True(error <= step / 2 + slack, $"{sample} became {decode(code)}");
        Assert.True(Math.Sign(decode(code)) * sample >= 0, $"{sample} became {decode(code)}");
        Assert.True(error <= up + slack && error <= down + slack || step > up || step > down, $"{sample} became {decode(code)}");
    }

    /// <summary>Runs of any length and place, so that whole steps, what is left of them and runs without one are all met.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Are_expanded_in_runs_as_one_by_one(int seed)
    {
        var random = new Random(seed);
        byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code), .. new byte[256]];
        random.NextBytes(codes.AsSpan(256));
        for (var round = 0; round < 2_000; round++)
        {
            var first = random.Next(codes.Length);
            var run = codes.AsSpan(first, random.Next(codes.Length - first + 1));
            var (muLaw, aLaw) = (new short[run.Length + 1], new short[run.Length + 1]);
            G711.DecodeMuLaw(run, muLaw);
            G711.DecodeALaw(run, aLaw);
            for (var at = 0; at < run.Length; at++)
                Assert.Equal((G711.DecodeMuLaw(run[at]), G711.DecodeALaw(run[at])), (muLaw[at], aLaw[at]));
            Assert.Equal((0, 0), (muLaw[^1], aLaw[^1]));
        }
    }
}
