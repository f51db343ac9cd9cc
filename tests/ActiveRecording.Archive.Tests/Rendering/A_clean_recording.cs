using ActiveRecording.Archive.Rendering;
using static ActiveRecording.Archive.Tests.Rendering.Speech;

namespace ActiveRecording.Archive.Tests.Rendering;

public sealed class A_clean_recording : IDisposable
{
    private readonly Studio studio = new();

    [Fact]
    public void Holds_every_sample_of_both_parties_where_it_was_sent()
    {
        var left = new Speech { Seed = 1 };
        var right = new Speech { Seed = 2, Ssrc = 7, FirstSequence = 65_530, FirstTimestamp = uint.MaxValue - 300, Start = T0.AddMilliseconds(40), PayloadType = 0 };
        studio.Spool(0, left.Packets(0, 100), left.Report(0), left.Report(50));
        studio.Spool(1, right.Packets(0, 90), right.Report(0), right.Report(50));

        var result = studio.Render(2.1);

        Assert.Equal(16_800 - 2, result.Samples);
        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw([.. Enumerable.Range(0, 100).SelectMany(left.Codes)]));
        Samples.AreSilent(studio.Channel(1), 0, 320);
        Samples.AreAt(studio.Channel(1), 320, Samples.MuLaw([.. Enumerable.Range(0, 90).SelectMany(right.Codes)]));
        Assert.Empty(result.Gaps);
        Assert.Equal(0, result.LostPackets);
        Assert.All(result.Channels, channel => Assert.True(Assert.Single(channel.Segments).ByReports));
        Assert.True(result.AlignmentError < TimeSpan.FromMilliseconds(0.1));
    }

    [Fact]
    public void Has_no_gap_when_a_party_spoke_before_it_began()
    {
        var early = new Speech { Seed = 1, Start = T0.AddMilliseconds(-10) };
        studio.Spool(0, early.Packets(0, 100), early.Report(0));

        var result = studio.Render(1.9);

        Assert.DoesNotContain(result.Gaps, gap => gap.Channel == 0);
        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw([.. early.Codes(0).Skip(80)]));
    }

    [Theory]
    [InlineData(RenderFormat.MuLaw, 0)]
    [InlineData(RenderFormat.ALaw, 8)]
    public void Keeps_the_codes_in_a_file_of_the_same_law(RenderFormat format, byte payloadType)
    {
        var speech = new Speech { Seed = 3, PayloadType = payloadType };
        studio.Format = format;
        studio.Spool(0, speech.Packets(0, 100), speech.Report(0));

        studio.Render(2);

        var file = File.ReadAllBytes(studio.WavPath).AsSpan(58);
        var silence = format == RenderFormat.MuLaw ? (byte)0xFF : (byte)0xD5;
        Assert.Equal([.. Enumerable.Range(0, 100).SelectMany(speech.Codes)], file.ToArray().Where((_, index) => index % 2 == 0).Take(16_000));
        Assert.All(file.ToArray().Where((_, index) => index % 2 == 1), code => Assert.Equal(silence, code));
    }

    [Fact]
    public void Crosses_between_the_laws_only_by_decoding()
    {
        var speech = new Speech { Seed = 3, PayloadType = 0 };
        studio.Format = RenderFormat.ALaw;
        studio.Spool(0, speech.Packets(0, 10), speech.Report(0));

        studio.Render(0.2);

        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw([.. Enumerable.Range(0, 10).SelectMany(speech.Codes)
            .Select(code => Rtp.Codecs.G711.EncodeALaw(Rtp.Codecs.G711.DecodeMuLaw(code)))]));
    }

    [Fact]
    public void Begins_with_the_first_packet_when_the_senders_beginning_is_far_off()
    {
        var speech = new Speech { Seed = 1, Start = T0.AddSeconds(30) };
        studio.Began = T0.AddSeconds(-60);
        studio.Spool(0, speech.Packets(0, 10), speech.Report(0));

        var result = studio.Render(30.3);

        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw(speech.Codes(0)));
        Assert.InRange(result.Duration.TotalMilliseconds, 299, 301);
    }

    [Fact]
    public void Begins_when_the_session_did_although_the_parties_speak_late()
    {
        var speech = new Speech { Seed = 1, Start = T0.AddSeconds(30) };
        studio.Spool(0, speech.Packets(0, 10), speech.Report(0));

        studio.Render(30.3);

        Samples.AreAt(studio.Channel(0), 240_000, Samples.ALaw(speech.Codes(0)));
    }

    [Fact]
    public void Is_as_long_as_the_session_when_the_parties_fall_silent()
    {
        var speech = new Speech { Seed = 1 };
        studio.Spool(0, speech.Packets(0, 10), speech.Report(0));
        studio.Spool(1, []);

        var result = studio.Render(8);

        Assert.Equal(8, result.Duration.TotalSeconds, 0.001);
        Assert.Equal([new Gap(1, TimeSpan.Zero, result.Duration, GapCause.NoMedia, 0)], result.Gaps);
    }

    [Fact]
    public void Ends_with_its_media_when_nobody_saw_the_end()
    {
        var speech = new Speech { Seed = 1 };
        studio.Spool(0, speech.Packets(0, 10), speech.Report(0));

        Assert.Equal(1600, studio.Render().Samples);
    }

    [Fact]
    public void Ends_when_the_call_did_on_the_senders_clock()
    {
        var speech = new Speech { Seed = 1 };
        studio.Began = T0.AddSeconds(-20);
        studio.Spool(0, speech.Packets(0, 60), speech.Report(0) with { NtpTicks = T0.AddSeconds(-20).UtcTicks });

        studio.Render(new RenderEnd(T0.AddSeconds(1.4), T0.AddSeconds(-19)), new RenderEnd(T0.AddSeconds(1.3), T0.AddSeconds(-19)));

        Assert.InRange(studio.Result.Duration.TotalMilliseconds, 1000, 1040);
        Assert.True(studio.Result.Channels[0].TrimmedSamples > 0);
        Assert.DoesNotContain(studio.Result.Gaps, gap => gap.Channel == 0);
    }

    [Fact]
    public void Ends_when_the_call_did_although_another_session_never_learnt_of_it()
    {
        var speech = new Speech { Seed = 1 };
        studio.Spool(0, speech.Packets(0, 60), speech.Report(0));

        studio.Render(new RenderEnd(T0.AddSeconds(1.3), T0.AddSeconds(1.2)), new RenderEnd(T0.AddSeconds(12)));

        Assert.InRange(studio.Result.Duration.TotalMilliseconds, 1200, 1240);
    }

    [Fact]
    public void Ends_with_its_session_when_the_sender_names_an_instant_far_off()
    {
        var speech = new Speech { Seed = 1 };
        studio.Spool(0, speech.Packets(0, 60), speech.Report(0));

        Assert.Equal(15, studio.Render(new RenderEnd(T0.AddSeconds(15), T0.AddSeconds(1))).Duration.TotalSeconds, 0.001);
    }

    [Fact]
    public void Keeps_the_last_packet_whole()
    {
        var speech = new Speech { Seed = 1 };
        studio.Spool(0, speech.Packets(0, 51), speech.Report(0));

        studio.Render(1.005);

        Samples.AreAt(studio.Channel(0), 8000, Samples.ALaw(speech.Codes(50)));
        Assert.Equal(0, studio.Result.Channels[0].TrimmedSamples);
    }

    public void Dispose() => studio.Dispose();
}
