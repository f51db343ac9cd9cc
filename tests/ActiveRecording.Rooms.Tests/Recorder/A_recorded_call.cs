using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_recorded_call : IDisposable
{
    private readonly RecorderStage stage = new();

    [Fact]
    public void In_two_sessions_becomes_one_stereo_file_with_every_sample_in_its_place()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var second = await stage.BeginAsync(right, "1003", "1001");
            var first = await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 250, left, right);
            await stage.HangUpAsync(first, second);
        });
        stage.RunUntil("recording-spools-removed");

        Assert.Equal(
            [
                "recording-started", "recording-segment-begun", "recording-segment-begun", "recording-segment-ended",
                "recording-segment-ended", "recording-completed", "recording-sealed", "recording-spools-removed",
            ],
            stage.Events);
        Holds(left, 0);
        Holds(right, 1);
        var manifest = stage.Manifest();
        Assert.Empty(manifest.Gaps);
        Assert.Equal(0, manifest.LostPackets);
        Assert.Equal(["1001", "1003"], manifest.Channels.Select(channel => channel.Facts.Dn));
        var file = stage.Payload("recording-sealed").GetProperty("file");
        Assert.Equal(manifest.Files[0].Sha256, file.GetProperty("sha256").GetString());
        Assert.InRange(file.GetProperty("seconds").GetDouble(), 4.99, 5.06);
        Assert.Equal(0, stage.Room.Sessions);
        Assert.True(left.Reports > 0);
    }

    [Theory]
    [InlineData(0.4, 5)]
    [InlineData(11, 16)]
    public void Ends_when_its_sender_says_unless_that_is_far_from_its_goodbye(double lagSeconds, double seconds)
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var session = await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 250, left);
            var hungUp = stage.Simulator.Time.GetUtcNow();
            await stage.TalkAsync(250, 10, left);
            await stage.Simulator.Delay(TimeSpan.FromSeconds(lagSeconds - 0.2));
            await stage.HangUpAsync(hungUp, session);
        });
        stage.RunUntil("recording-spools-removed");

        Assert.InRange(stage.Manifest().Seconds, seconds - 0.01, seconds + 0.06);
    }

    [Fact]
    public void Whose_offer_is_delayed_is_recorded_from_the_acknowledgement_on()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var invite = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), null);
            var response = await stage.Client.SendAsync(invite, RecorderStage.Offer(left.Port));
            left.Recorder = RecorderStage.PortOf(response, 0);
            await stage.TalkAsync(0, 50, left);
            await stage.HangUpAsync(Dialog.FromUac(invite, response));
        });
        stage.RunUntil("recording-sealed");

        Holds(left, 0, 50);
        Assert.Contains("recording-segment-changed", stage.Events);
    }

    [Fact]
    public void Whose_delayed_offer_has_both_parties_is_recorded_in_one_session()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var invite = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), null);
            var response = await stage.Client.SendAsync(invite, RecorderStage.Offer(left.Port) + RecorderStage.Line(right.Port));
            (left.Recorder, right.Recorder) = (RecorderStage.PortOf(response, 0), RecorderStage.PortOf(response, 1));
            await stage.TalkAsync(0, 50, left, right);
            await stage.HangUpAsync(Dialog.FromUac(invite, response));
        });
        stage.RunUntil("recording-sealed");

        Holds(left, 0, 50);
        Holds(right, 1, 50);
    }

    [Fact]
    public void Whose_delayed_offers_have_a_party_each_is_recorded_in_two_sessions()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var dialogs = new List<DialogState>();
            foreach (var (voice, dn, other) in new[] { (right, "1003", "1001"), (left, "1001", "1003") })
            {
                var invite = stage.Client.CreateInvite(RecorderStage.Uri(dn, other), null);
                var refusing = RecorderStage.Offer(voice.Port) + "m=audio 0 RTP/AVP 8\r\n";
                var response = await stage.Client.SendAsync(invite, refusing);
                voice.Recorder = RecorderStage.PortOf(response, 0);
                dialogs.Add(Dialog.FromUac(invite, response));
            }

            await stage.TalkAsync(0, 50, left, right);
            await stage.HangUpAsync([.. dialogs]);
        });
        stage.RunUntil("recording-sealed");

        Holds(left, 0, 50);
        Holds(right, 1, 50);
    }

    [Fact]
    public void That_is_paused_has_a_gap_that_says_so_and_nothing_of_the_time_between()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var dialog = await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 50, left);
            (dialog, var paused) = await stage.Client.SendAsync(dialog, SipMethod.Invite, RecorderStage.Offer(left.Port, "inactive", 2));
            Assert.Equal(Sdp.Direction.Inactive, RecorderStage.Answer(paused).Media[0].Direction);
            await stage.Simulator.Delay(TimeSpan.FromSeconds(2));
            (dialog, var resumed) = await stage.Client.SendAsync(dialog, SipMethod.Invite, RecorderStage.Offer(left.Port, "sendonly", 3));
            Assert.Equal(Sdp.Direction.RecvOnly, RecorderStage.Answer(resumed).Media[0].Direction);
            Assert.Equal(3UL, RecorderStage.Answer(resumed).Origin.Version);
            await stage.HangUpAsync(dialog);
        });
        stage.RunUntil("recording-sealed");

        Assert.Equal(["recording-paused", "recording-resumed"], stage.Events.Where(name => name is "recording-paused" or "recording-resumed"));
        var gap = Assert.Single(stage.Manifest().Gaps, gap => gap.Channel == 0);
        Assert.Equal(("paused", 2.0), (Archive.Rendering.GapCauses.ToName(gap.Cause), Math.Round(gap.Seconds, 1)));
    }

    [Fact]
    public void Is_refreshed_without_a_new_edition_or_an_event()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var dialog = await stage.BeginAsync(left, "1001", "1003");
            var before = stage.Events.Length;
            (dialog, var refreshed) = await stage.Client.SendAsync(dialog, SipMethod.Invite, RecorderStage.Offer(left.Port));
            Assert.Equal((200, 1UL), (refreshed.StatusCode, RecorderStage.Answer(refreshed).Origin.Version));
            (dialog, var drawn) = await stage.Client.SendAsync(dialog, SipMethod.Invite, null, RecorderStage.Offer(left.Port));
            Assert.Equal(left.Recorder!.Port, RecorderStage.Answer(drawn).Media[0].Port);
            Assert.Equal(before, stage.Events.Length);
            await stage.HangUpAsync(dialog);
        });
    }

    [Fact]
    public void Is_answered_only_when_the_journal_has_it()
    {
        var left = stage.Voice(16_000, 1);
        stage.Journal.Delay = TimeSpan.FromMilliseconds(300);
        stage.Simulator.Run(async () =>
        {
            var dialog = await stage.BeginAsync(left, "1001", "1003");
            Assert.Contains("recording-segment-begun", stage.Events);
            Assert.True(stage.Simulator.Time.Elapsed > TimeSpan.FromMilliseconds(300));
            await stage.HangUpAsync(dialog);
            Assert.Contains("recording-segment-ended", stage.Events);
        });
    }

    [Fact]
    public void Cancelled_before_the_answer_leaves_no_open_session()
    {
        var left = stage.Voice(16_000, 1);
        stage.Journal.Delay = TimeSpan.FromMilliseconds(800);
        stage.Simulator.Run(async () =>
        {
            var response = await stage.Client.SendAndCancelAsync(
                stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(left.Port)));
            Assert.Equal(487, response.StatusCode);
        });
        stage.RunUntil("recording-segment-ended");
        stage.RunUntil("recording-sealed");

        Assert.Equal(0, stage.Room.Sessions);
    }

    public void Dispose() => stage.Dispose();

    private void Holds(Voice voice, int channel, int packets = 250)
    {
        var file = stage.Channel(channel);
        var expected = RecorderStage.Decoded(voice, 0, packets);
        var start = Enumerable.Range(0, 1600).First(at => file.AsSpan(at, 320).SequenceEqual(expected.AsSpan(0, 320)));
        Assert.Equal(expected, file.AsSpan(start, expected.Length).ToArray());
        Assert.All(file[..start].Concat(file[(start + expected.Length)..]), sample => Assert.Equal(0, sample));
    }
}
