using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
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

        Assert.Equal(1600, studio.Render(ended: null).Samples);
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

public sealed class An_impaired_stream : IDisposable
{
    private readonly Studio studio = new();
    private readonly Speech speech = new() { Seed = 5, FirstSequence = 65_500, FirstTimestamp = uint.MaxValue - 2000 };

    [Fact]
    public void Leaves_silence_and_a_gap_where_packets_were_lost()
    {
        studio.Spool(0, speech.Packets(0, 20).Concat(speech.Packets(23, 27)), speech.Report(0));

        var result = studio.Render(1);

        Samples.AreSilent(studio.Channel(0), 20 * 160, 3 * 160);
        Samples.AreAt(studio.Channel(0), 23 * 160, Samples.ALaw(speech.Codes(23)));
        Assert.Equal(new Gap(0, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(60), GapCause.Loss, 3), Assert.Single(result.Gaps, gap => gap.Channel == 0));
        Assert.Equal(3, result.LostPackets);
    }

    [Fact]
    public void Loses_nothing_by_reordering_and_repetition()
    {
        var packets = speech.Packets(0, 50).Select((packet, index) => index % 7 == 3 ? packet.Later(70) : packet);
        studio.Spool(0, packets.Concat(speech.Packets(10, 5).Select(packet => packet.Later(1))), speech.Report(0));

        var result = studio.Render(1);

        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw([.. Enumerable.Range(0, 50).SelectMany(speech.Codes)]));
        Assert.DoesNotContain(result.Gaps, gap => gap.Channel == 0);
        Assert.Equal(5, result.Channels[0].DuplicatePackets);
        Assert.True(result.Channels[0].ReorderedPackets > 0);
    }

    [Fact]
    public void Is_not_shifted_by_a_burst_that_was_held_back()
    {
        var held = speech.Packets(0, 100).Select(packet => packet with { ArrivalTicks = Math.Max(packet.ArrivalTicks, (T0.AddSeconds(1.5)).UtcTicks) });
        var report = speech.Report(0) with { ArrivalTicks = T0.AddSeconds(1.5).UtcTicks };
        studio.Spool(0, held, report, speech.Report(99));

        studio.Render(2);

        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw([.. Enumerable.Range(0, 100).SelectMany(speech.Codes)]));
    }

    [Fact]
    public void Is_placed_by_its_least_delay_without_sender_reports()
    {
        var jitter = new Random(4);
        studio.Spool(0, speech.Packets(0, 100).Select((packet, index) => index == 30 ? packet : packet.Later(1 + (30 * jitter.NextDouble()))));

        var result = studio.Render(2.1);

        Samples.AreAt(studio.Channel(0), 2, Samples.ALaw(speech.Codes(0)));
        Assert.False(result.Channels[0].Segments[0].ByReports);
    }

    [Fact]
    public void Keeps_its_pauses_in_sending_as_silence_without_a_gap()
    {
        var spurts = speech.Packets(0, 20).Concat(speech.Packets(150, 20)
            .Select((packet, index) => packet with { Sequence = (ushort)(speech.FirstSequence + 20 + index) }));
        studio.Spool(0, spurts, speech.Report(0));

        var result = studio.Render(3.4);

        Samples.AreSilent(studio.Channel(0), 20 * 160, 130 * 160);
        Samples.AreAt(studio.Channel(0), 150 * 160, Samples.ALaw(speech.Codes(150)));
        Assert.DoesNotContain(result.Gaps, gap => gap.Channel == 0);
    }

    [Fact]
    public void Is_rebased_when_its_source_changes()
    {
        var second = new Speech { Seed = 6, Ssrc = 99, FirstSequence = 3, FirstTimestamp = 77, Start = T0.AddSeconds(1.5) };
        studio.Spool(0, speech.Packets(0, 50).Concat(second.Packets(0, 50)), speech.Report(0), second.Report(0));

        var result = studio.Render(2.5);

        Samples.AreAt(studio.Channel(0), 12_000, Samples.ALaw([.. Enumerable.Range(0, 50).SelectMany(second.Codes)]));
        Assert.Equal(2, result.Channels[0].Segments.Count);
        Assert.Equal(new Gap(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), GapCause.SourceChange, 0), result.Gaps.First(gap => gap.Channel == 0));
    }

    [Fact]
    public void Is_rebased_when_its_timestamps_leap()
    {
        var second = new Speech { Seed = 6, Ssrc = speech.Ssrc, FirstSequence = (ushort)(speech.FirstSequence + 50), FirstTimestamp = 5_000_000, Start = T0.AddSeconds(1) };
        studio.Spool(0, speech.Packets(0, 50).Concat(second.Packets(0, 50)), speech.Report(0), second.Report(1));

        studio.Render(2);

        Samples.AreAt(studio.Channel(0), 8000, Samples.ALaw([.. Enumerable.Range(0, 50).SelectMany(second.Codes)]));
        Assert.Equal(2, studio.Result.Channels[0].Segments.Count);
    }

    [Fact]
    public void Holds_silence_for_telephone_events_and_comfort_noise()
    {
        var packets = speech.Packets(0, 50).Select((packet, index) => index switch
        {
            >= 10 and < 15 => packet with { PayloadType = 101, Timestamp = speech.FirstTimestamp + 1600, Payload = [5, 0x0A, 0, 160] },
            30 => packet with { PayloadType = 13, Payload = [64] },
            _ => packet,
        });
        studio.Spool(0, packets, speech.Report(0));

        var result = studio.Render(1);

        Samples.AreSilent(studio.Channel(0), 1600, 800);
        Samples.AreAt(studio.Channel(0), 15 * 160, Samples.ALaw(speech.Codes(15)));
        Assert.Equal((5, 1, 0), (result.Channels[0].TelephoneEventPackets, result.Channels[0].ComfortNoisePackets, result.LostPackets));
        Assert.DoesNotContain(result.Gaps, gap => gap.Channel == 0);
    }

    [Fact]
    public void Is_kept_natively_when_its_codec_cannot_be_decoded()
    {
        studio.Spool(0, speech.Packets(0, 50).Select(packet => packet with { PayloadType = 111 }), [], [], [new(111, "opus", 48000)]);

        var result = studio.Render(1);

        Assert.Equal(GapCause.NotDecoded, Assert.Single(result.Gaps, gap => gap.Channel == 0).Cause);
        var native = File.ReadAllBytes(Assert.Single(result.NativeFiles));
        Assert.StartsWith("#!rtpplay1.0 ", System.Text.Encoding.ASCII.GetString(native, 0, 20), StringComparison.Ordinal);
        Assert.Equal(23 + 16 + (50 * (8 + 12 + 160)), native.Length);
    }

    [Fact]
    public void Counts_nothing_as_lost_that_a_pause_kept_back()
    {
        SpooledActivity[] pause = [new(T0.AddSeconds(1).UtcTicks, false), new(T0.AddSeconds(2).UtcTicks, true)];
        studio.Spool(0, speech.Packets(0, 50).Concat(speech.Packets(100, 20)), pause, [speech.Report(0)]);

        var result = studio.Render(2.4);

        Assert.Equal(0, result.LostPackets);
        Assert.Equal(GapCause.Paused, Assert.Single(result.Gaps, gap => gap.Channel == 0).Cause);
        Samples.AreAt(studio.Channel(0), 16_000, Samples.ALaw(speech.Codes(100)));
    }

    [Fact]
    public void Reports_a_pause_as_paused_and_an_interruption_as_interrupted()
    {
        var second = new Speech { Seed = 6, Ssrc = 99, FirstSequence = 3, FirstTimestamp = 77, Start = T0.AddSeconds(2) };
        SpooledActivity[] pause = [new(T0.AddSeconds(1).UtcTicks, false), new(T0.AddSeconds(2).UtcTicks, true)];
        studio.Spool(0, speech.Packets(0, 50).Concat(second.Packets(0, 50)), pause, [speech.Report(0), second.Report(0)], interrupted: true);
        studio.Spool(1, second.Packets(0, 100), second.Report(0));

        var result = studio.Render(4);

        Assert.Equal(
            [(GapCause.Paused, 1d, 1d), (GapCause.Interrupted, 3d, 1d)],
            result.Gaps.Where(gap => gap.Channel == 0)
                .Select(gap => (gap.Cause, Math.Round(gap.Start.TotalSeconds, 2), Math.Round(gap.Length.TotalSeconds, 2))));
    }

    public void Dispose() => studio.Dispose();
}

public sealed class Any_impairment : IDisposable
{
    private readonly Studio studio = new();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Leaves_each_sample_in_its_place_or_in_a_gap(int seed)
    {
        var random = new Random(seed);
        var speech = new Speech
        {
            Seed = seed,
            FirstSequence = (ushort)random.Next(65_536),
            FirstTimestamp = (uint)random.NextInt64(uint.MaxValue),
        };
        var packets = speech.Packets(0, 300).Where((_, index) => index is 0 or 299 || random.NextDouble() > 0.1)
            .SelectMany(packet => Enumerable.Repeat(packet, random.NextDouble() < 0.05 ? 2 : 1))
            .Select(packet => packet.Later(random.NextDouble() < 0.2 ? 100 * random.NextDouble() : 5 * random.NextDouble()))
            .ToArray();
        studio.Spool(0, packets, speech.Report(0), speech.Report(150));

        var result = studio.Render(6.1);

        var file = studio.Channel(0);
        var arrived = packets.Select(packet => packet.Sequence).ToHashSet();
        var missing = Enumerable.Range(0, 300).Where(index => !arrived.Contains((ushort)(speech.FirstSequence + index))).ToArray();
        for (var index = 0; index < 300; index++)
        {
            if (missing.Contains(index)) Samples.AreSilent(file, index * 160, 160);
            else Samples.AreAt(file, index * 160, Samples.ALaw(speech.Codes(index)));
        }

        var gaps = result.Gaps.Where(gap => gap.Channel == 0).ToArray();
        Assert.Equal(missing.Length, result.LostPackets);
        Assert.Equal(missing, gaps.SelectMany(gap => Enumerable.Range(
            (int)gap.Start.TotalMilliseconds / 20, (int)gap.Length.TotalMilliseconds / 20)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => studio.Dispose();
}
