using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.Mixing;

namespace ActiveRecording.Rtp.Tests.Mixing;

public sealed class A_mixer
{
    private const int Frame = Mixer.FrameSamples;

    /// <summary>Drawn frames of drawn lengths: the sum of what each stream has, in a reference that adds one sample at a time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gives_everyone_the_sum_of_the_others(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var streams = Enumerable.Range(0, random.Next(1, 17)).Select(_ => Spoken.Draw(random)).ToArray();
            var mixer = new Mixer(streams.Length);
            mixer.Begin();
            for (var stream = 0; stream < streams.Length; stream++)
            {
                if (streams[stream].Codes is { } codes) mixer.Add(stream, streams[stream].Law, codes);
            }

            var heard = new byte[Frame];
            for (var stream = 0; stream < streams.Length; stream++)
            {
                var law = random.Next(2) == 0 ? G711Law.MuLaw : G711Law.ALaw;
                mixer.MixWithout(stream, law, heard);
                Assert.Equal(Reference(streams.Where((_, other) => other != stream), law), heard);
            }

            mixer.MixAll(G711Law.ALaw, heard);
            Assert.Equal(Reference(streams, G711Law.ALaw), heard);
        }
    }

    [Theory]
    [InlineData(G711Law.MuLaw)]
    [InlineData(G711Law.ALaw)]
    public void Codes_every_sum_of_two_codes_as_the_tables_do(G711Law law)
    {
        var mixer = new Mixer(2);
        var heard = new byte[Frame];
        for (var first = 0; first < 256; first++)
        {
            for (var start = 0; start < 256; start += Frame)
            {
                var codes = Enumerable.Range(start, Frame).Select(code => (byte)code).ToArray();
                mixer.Begin();
                mixer.Add(0, G711Law.MuLaw, Enumerable.Repeat((byte)first, Frame).ToArray());
                mixer.Add(1, G711Law.ALaw, codes);
                mixer.MixAll(law, heard);
                Assert.Equal(codes.Select(code => Encode(law, G711.DecodeMuLaw((byte)first) + G711.DecodeALaw(code))), heard);
            }
        }
    }

    [Fact]
    public void Limits_what_is_too_loud_instead_of_turning_it_over()
    {
        var mixer = new Mixer(3);
        mixer.Begin();
        for (var stream = 0; stream < 3; stream++) mixer.Add(stream, G711Law.MuLaw, Enumerable.Repeat((byte)0x80, Frame).ToArray());

        var heard = new byte[Frame];
        mixer.MixAll(G711Law.MuLaw, heard);

        Assert.All(heard, code => Assert.Equal(0x80, code));
    }

    [Fact]
    public void Takes_the_later_of_two_frames_of_a_stream()
    {
        var mixer = new Mixer(1);
        var (early, late) = (Enumerable.Repeat((byte)0x10, Frame).ToArray(), Enumerable.Range(0, Frame).Select(code => (byte)code).ToArray());
        mixer.Begin();
        mixer.Add(0, G711Law.ALaw, early);
        mixer.Add(0, G711Law.ALaw, late);

        var heard = new byte[Frame];
        mixer.MixAll(G711Law.ALaw, heard);

        Assert.Equal(late, heard);
    }

    [Fact]
    public void Forgets_a_frame_when_the_next_begins()
    {
        var mixer = new Mixer(2);
        mixer.Begin();
        mixer.Add(0, G711Law.MuLaw, new byte[Frame]);
        mixer.Begin();

        var heard = new byte[Frame];
        mixer.MixWithout(1, G711Law.MuLaw, heard);

        Assert.All(heard, code => Assert.Equal(G711.MuLawSilence, code));
    }

    [Fact]
    public void Allocates_nothing_per_frame()
    {
        var mixer = new Mixer(8);
        byte[] said = new byte[Frame], heard = new byte[Frame];
        MixOnce(mixer, said, heard);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 0; frame < 100; frame++) MixOnce(mixer, said, heard);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void MixOnce(Mixer mixer, byte[] said, byte[] heard)
    {
        mixer.Begin();
        for (var stream = 0; stream < mixer.Streams; stream++) mixer.Add(stream, G711Law.ALaw, said);
        for (var stream = 0; stream < mixer.Streams; stream++) mixer.MixWithout(stream, G711Law.ALaw, heard);
    }

    private static byte[] Reference(IEnumerable<Spoken> streams, G711Law law)
    {
        var spoken = streams.ToArray();
        return [.. Enumerable.Range(0, Frame).Select(at => Encode(law, spoken.Sum(stream => stream.Sample(at))))];
    }

    private static byte Encode(G711Law law, int sum)
    {
        var sample = (short)Math.Clamp(sum, short.MinValue, short.MaxValue);
        return law == G711Law.MuLaw ? G711.EncodeMuLaw(sample) : G711.EncodeALaw(sample);
    }

    private sealed record Spoken(G711Law Law, byte[]? Codes)
    {
        /// <summary>Nothing, a whole frame, or one of any length up to two frames.</summary>
        public static Spoken Draw(Random random)
        {
            var codes = new byte[random.Next(3) == 0 ? random.Next(2 * Frame) : Frame];
            random.NextBytes(codes);
            return new(random.Next(2) == 0 ? G711Law.MuLaw : G711Law.ALaw, random.Next(5) == 0 ? null : codes);
        }

        public int Sample(int at) =>
            Codes is null || at >= Codes.Length ? 0 : Law == G711Law.MuLaw ? G711.DecodeMuLaw(Codes[at]) : G711.DecodeALaw(Codes[at]);
    }
}
