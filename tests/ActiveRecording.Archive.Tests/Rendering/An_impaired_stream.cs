using ActiveRecording.Archive.Rendering;
using ActiveRecording.Archive.Spools;
using static ActiveRecording.Archive.Tests.Rendering.Speech;

namespace ActiveRecording.Archive.Tests.Rendering;

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
        var opus = new SpooledPayload(111, "opus", 48000, 2, "useinbandfec=1");
        studio.Spool(0, Opus(0, 50), [], [OpusReport(0), OpusReport(49)], [opus, new(110, "telephone-event", 48000)]);

        var result = studio.Render(2);

        Assert.Equal(
            new Gap(0, TimeSpan.Zero, TimeSpan.FromSeconds(1), GapCause.NotDecoded, 0), Assert.Single(result.Gaps, gap => gap.Channel == 0));
        Assert.InRange(result.AlignmentError.TotalMilliseconds, 0, 0.2);
        Assert.Equal(50, result.Channels[0].NativePackets);
        var native = Assert.Single(result.Natives);
        Assert.Equal((0, opus, 50L), (native.Channel, native.Codec, native.Packets));
        var bytes = File.ReadAllBytes(native.Path);
        Assert.StartsWith("#!rtpplay1.0 ", System.Text.Encoding.ASCII.GetString(bytes, 0, 20), StringComparison.Ordinal);
        Assert.Equal(23 + 16 + (50 * (8 + 12 + 160)), bytes.Length);
        Samples.AreSilent(studio.Channel(0), 0, 15_900);
    }

    [Fact]
    public void Counts_and_places_what_is_lost_of_a_codec_that_is_not_decoded()
    {
        studio.Spool(0, Opus(0, 20).Concat(Opus(25, 25)), [], [OpusReport(0)], [new(111, "opus", 48000)]);

        var result = studio.Render(1);

        Assert.Equal(5, result.LostPackets);
        var loss = Assert.Single(result.Gaps, gap => gap.Cause == GapCause.Loss);
        Assert.Equal((0.4, 0.1, 5L), (loss.Start.TotalSeconds, loss.Length.TotalSeconds, loss.LostPackets));
    }

    [Fact]
    public void Is_decoded_again_when_the_parties_return_to_a_codec_that_can_be()
    {
        var native = Opus(50, 50).Select((packet, index) => packet with { Timestamp = speech.FirstTimestamp + 8000 + (uint)(960 * index) });
        var back = speech.Packets(100, 50).Select(packet => packet with { Timestamp = packet.Timestamp + 40_000 });
        studio.Spool(0, speech.Packets(0, 50).Concat(native).Concat(back), [], [speech.Report(0)], [new(8, "PCMA", 8000), new(111, "opus", 48000)]);

        var result = studio.Render(3);

        Samples.AreAt(studio.Channel(0), 0, Samples.ALaw(speech.Codes(0)));
        Samples.AreNear(studio.Channel(0), 16_000, Samples.ALaw(speech.Codes(100)), 3);
        var gap = Assert.Single(result.Gaps, gap => gap is { Channel: 0, Cause: GapCause.NotDecoded });
        Assert.Equal((1.0, 1.0), (Math.Round(gap.Start.TotalSeconds, 2), Math.Round(gap.Length.TotalSeconds, 2)));
        Assert.Equal(0, result.LostPackets);
    }

    [Fact]
    public void Is_not_heard_where_it_is_no_sound()
    {
        studio.Pictures(1, Opus(0, 30), [new(111, "H264", 90000, null, "packetization-mode=1")]);
        studio.Spool(0, speech.Packets(0, 50), speech.Report(0));

        var result = studio.Render(1);

        Assert.Equal((1, "H264"), (Assert.Single(result.Natives).Channel, result.Natives[0].Codec.Encoding));
        Assert.Equal([(1, GapCause.NoMedia)], result.Gaps.Select(gap => (gap.Channel, gap.Cause)));
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
    public void Is_interrupted_from_the_beginning_when_its_first_session_was_cut_off_before_it_brought_anything()
    {
        studio.Spool(0, [], [], [], interrupted: true);
        studio.Spool(0, speech.Packets(50, 50), speech.Report(0));

        var gap = Assert.Single(studio.Render(2).Gaps, gap => gap.Channel == 0);

        Assert.Equal((GapCause.Interrupted, 0d, 1d), (gap.Cause, gap.Start.TotalSeconds, Math.Round(gap.Length.TotalSeconds, 2)));
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

    private IEnumerable<ArrivedPacket> Opus(int first, int count) => Enumerable.Range(first, count).Select(packet =>
        speech.Packet(packet) with { PayloadType = 111, Timestamp = speech.FirstTimestamp + (uint)(960 * packet) });

    private SpooledReport OpusReport(int packet) => speech.Report(packet) with { RtpTimestamp = speech.FirstTimestamp + (uint)(960 * packet) };
}
