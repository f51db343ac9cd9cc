using ActiveRecording.Archive.Rendering;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_recorder_that_is_asked_wrongly : IDisposable
{
    private readonly RecorderStage stage = new();

    [Fact]
    public void Refuses_a_session_without_a_usable_codec()
    {
        var response = Send(stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"),
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 16000 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\n"));

        Assert.Equal(488, response.StatusCode);
        Assert.StartsWith("305 ", response.Headers.First(HeaderNames.Warning), StringComparison.Ordinal);
        Assert.Empty(stage.Events);
    }

    [Fact]
    public void Refuses_before_the_disk_is_full_and_says_when_to_come_again()
    {
        stage.FreeBytes = 1000;

        var response = Send(stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(16_000)));

        Assert.Equal((503, "30"), (response.StatusCode, response.Headers.First(HeaderNames.RetryAfter)));
        Assert.Contains("No room", response.Headers.First(HeaderNames.Warning), StringComparison.Ordinal);
        Assert.Equal(503, Send(Request(SipMethod.Options)).StatusCode);
    }

    [Fact]
    public void Still_takes_the_other_party_of_a_recording_that_has_begun()
    {
        Assert.Equal(200, Send(stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(16_000))).StatusCode);
        stage.FreeBytes = 1000;

        Assert.Equal(200, Send(stage.Client.CreateInvite(RecorderStage.Uri("1003", "1001"), RecorderStage.Offer(16_002))).StatusCode);
    }

    [Fact]
    public void Answers_each_mistake_with_its_own_status()
    {
        var unknown = stage.Client.CreateInvite(SipUri.Parse("sip:msml=x@127.0.0.1:5360"), RecorderStage.Offer(16_000));
        var nameless = stage.Client.CreateInvite(SipUri.Parse("sip:record=@127.0.0.1:5360"), RecorderStage.Offer(16_000));
        var malformed = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), "v=1\r\nnonsense");
        var demanding = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(16_000));
        demanding.Headers.Add(HeaderNames.Require, "siprec");
        var foreign = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), null);
        foreign.SetBody("text/plain", "hello"u8.ToArray());

        Assert.Equal(404, Send(unknown).StatusCode);
        Assert.Equal(400, Send(nameless).StatusCode);
        Assert.Equal(400, Send(malformed).StatusCode);
        Assert.Equal(415, Send(foreign).StatusCode);
        var refused = Send(demanding);
        Assert.Equal((420, "siprec"), (refused.StatusCode, refused.Headers.First(HeaderNames.Unsupported)));
        Assert.Equal(405, Send(Request(SipMethod.Message)).StatusCode);
        Assert.Equal(481, Send(Request(SipMethod.Bye)).StatusCode);
        Assert.Equal(200, Send(Request(SipMethod.Options)).StatusCode);
        Assert.Empty(stage.Events);
    }

    public void Dispose() => stage.Dispose();

    private SipResponse Send(SipRequest request) => stage.Simulator.Run(() => stage.Client.SendAsync(request));

    private static SipRequest Request(SipMethod method) => NewRequest.Create(
        method, SipUri.Parse("sip:127.0.0.1:5360"), new NameAddress(SipUri.Parse("sip:ms@127.0.0.1")).WithTag("t"),
        new NameAddress(SipUri.Parse("sip:127.0.0.1:5360")), "call-" + method.Name);
}

public sealed class A_session_whose_peer_is_silent : IDisposable
{
    private readonly RecorderStage stage = new();

    [Fact]
    public void Is_kept_while_the_peer_answers()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            await stage.BeginAsync(left, "1001", "1003");
            await stage.Simulator.Delay(TimeSpan.FromMinutes(5));
        });

        Assert.Equal(1, stage.Room.Sessions);
        Assert.All(stage.Client.Received, request => Assert.Equal(SipMethod.Options, request.Method));
    }

    [Theory]
    [InlineData(481)]
    [InlineData(null)]
    public void Is_ended_and_sealed_when_the_peer_is_gone(int? answer)
    {
        var left = stage.Voice(16_000, 1);
        stage.Client.AnswerWith = answer;
        stage.Simulator.Run(async () =>
        {
            await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 50, left);
        });
        stage.RunUntil("recording-sealed");

        Assert.Equal("PeerVanished", stage.Payload("recording-session-ended").GetProperty("reason").GetString());
        Assert.Contains(stage.Client.Received, request => request.Method == SipMethod.Bye);
        Assert.InRange(stage.Manifest().Seconds, 0.97, 1.05);
        Assert.Equal("peer-vanished", Assert.Single(stage.Manifest().Sessions).Reason);
    }

    public void Dispose() => stage.Dispose();
}

public sealed class A_recorder_that_crashed : IDisposable
{
    private readonly RecorderStage stage = new();

    [Fact]
    public void Goes_on_with_the_session_and_reports_what_it_missed()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var first = await stage.BeginAsync(left, "1001", "1003");
            var second = await stage.BeginAsync(right, "1003", "1001");
            await stage.TalkAsync(0, 100, left, right);
            await stage.Simulator.Delay(TimeSpan.FromMilliseconds(200));
            stage.Crash();
            await stage.TalkAsync(110, 50, left, right);
            Dialogs = [first, second];
        });
        stage.Restart();
        stage.Simulator.Run(async () =>
        {
            await stage.TalkAsync(160, 100, left, right);
            await stage.HangUpAsync(Dialogs);
        });
        stage.RunUntil("recording-spools-removed");

        foreach (var (voice, channel) in new[] { (left, 0), (right, 1) })
        {
            var file = stage.Channel(channel);
            var before = RecorderStage.Decoded(voice, 0, 100);
            var start = Enumerable.Range(0, 1600).First(at => file.AsSpan(at, 320).SequenceEqual(before.AsSpan(0, 320)));
            Assert.Equal(before, file.AsSpan(start, before.Length).ToArray());
            var after = RecorderStage.Decoded(voice, 160, 100);
            Assert.Equal(after, file.AsSpan(start + (160 * 160), after.Length).ToArray());
        }

        Assert.Equal([(0, 60L), (1, 60L)], stage.Manifest().Gaps.Where(gap => gap.Cause == GapCause.Loss)
            .Select(gap => (gap.Channel, gap.LostPackets)).Order());
    }

    [Fact]
    public void Seals_what_it_had_when_it_cannot_listen_again()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 100, left);
            await stage.Simulator.Delay(TimeSpan.FromMilliseconds(200));
            stage.Crash();
        });
        using var intruder = stage.Simulator.Network.OpenDatagram(left.Recorder!, (_, _) => { });
        stage.Restart();
        stage.RunUntil("recording-sealed");

        Assert.Equal("RecorderRestarted", stage.Payload("recording-session-ended").GetProperty("reason").GetString());
        Assert.Equal(RecorderStage.Decoded(left, 0, 100), Aligned(left, 100));
    }

    [Fact]
    public void Stopped_in_order_loses_nothing_it_had_received()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            Dialogs = [await stage.BeginAsync(left, "1001", "1003")];
            await stage.TalkAsync(0, 100, left);
            await stage.Room.StopAsync(CancellationToken.None);
        });
        stage.Restart();
        stage.Simulator.Run(() => stage.HangUpAsync(Dialogs));
        stage.RunUntil("recording-sealed");

        Assert.Equal(RecorderStage.Decoded(left, 0, 100), Aligned(left, 100));
    }

    [Fact]
    public void Stopped_in_the_moment_after_a_bye_seals_when_it_starts_again()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var dialog = await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 53, left);
            await stage.HangUpAsync(dialog);
            await stage.Room.StopAsync(CancellationToken.None);
        });
        Assert.DoesNotContain("recording-sealed", stage.Events);
        stage.Restart();
        stage.RunUntil("recording-sealed");

        Assert.Equal(RecorderStage.Decoded(left, 0, 53), Aligned(left, 53));
    }

    public void Dispose() => stage.Dispose();

    private DialogState[] Dialogs { get; set; } = [];

    private short[] Aligned(Voice voice, int packets = 90)
    {
        var file = stage.Channel(0);
        var expected = RecorderStage.Decoded(voice, 0, packets);
        var start = Enumerable.Range(0, 1600).First(at => file.AsSpan(at, 320).SequenceEqual(expected.AsSpan(0, 320)));
        return file.AsSpan(start, expected.Length).ToArray();
    }
}
