using ActiveRecording.Archive.Rendering;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_call_joined_again : IDisposable
{
    private readonly RecorderStage stage = new();

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public void Goes_on_in_the_same_recording_after_one_measured_gap(int? segment)
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            await stage.BeginAsync(left, "1001", "1003");
            await stage.BeginAsync(right, "1003", "1001");
            await stage.TalkAsync(0, 100, left, right);
            await stage.Simulator.Delay(TimeSpan.FromSeconds(1));
            var first = await stage.BeginAsync(left, "1001", "1003", segment);
            var second = await stage.BeginAsync(right, "1003", "1001", segment);
            Assert.Equal(2, stage.Room.Sessions);
            await stage.TalkAsync(150, 100, left, right);
            await stage.HangUpAsync(first, second);
        });
        stage.RunUntil("recording-spools-removed");

        AssertKept(left, 0);
        AssertKept(right, 1);
        var manifest = stage.Manifest();
        Assert.Equal(["superseded", "superseded", "bye", "bye"], manifest.Sessions.Select(session => session.Reason));
        Assert.Equal([(0, GapCause.Interrupted), (1, GapCause.Interrupted)], manifest.Gaps.Select(gap => (gap.Channel, gap.Cause)).Order());
        Assert.All(manifest.Gaps, gap => Assert.InRange(gap.Seconds, 0.99, 1.01));
        Assert.Equal(2, stage.Client.Received.Count(request => request.Method == SipMethod.Bye));
    }

    [Fact]
    public void Takes_the_place_of_a_segment_that_still_sends()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 50, left);
            var again = await stage.BeginAsync(left, "1001", "1003", segment: 2);
            Assert.Equal(1, stage.Room.Sessions);
            await stage.TalkAsync(50, 50, left);
            await stage.HangUpAsync(again);
        });
        stage.RunUntil("recording-sealed");

        Assert.DoesNotContain(stage.Manifest().Gaps, gap => gap.Channel == 0);
        Assert.InRange(stage.Manifest().Seconds, 2, 2.06);
    }

    [Fact]
    public void Is_not_two_parties_of_one_trunk()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var first = await stage.BeginAsync(left, "pstn", "pstn");
            await stage.TalkAsync(0, 10, left);
            var second = await stage.BeginAsync(right, "pstn", "pstn");
            Assert.Equal(2, stage.Room.Sessions);
            await stage.HangUpAsync(first, second);
        });
    }

    [Fact]
    public void Is_waited_for_when_its_media_server_was_started_anew()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            DialogState[] before = [await stage.BeginAsync(left, "1001", "1003"), await stage.BeginAsync(right, "1003", "1001")];
            await stage.TalkAsync(0, 100, left, right);
            await FailAsync(before);
            await stage.Simulator.Delay(TimeSpan.FromSeconds(8));
            var first = await stage.BeginAsync(left, "1001", "1003", segment: 2);
            var second = await stage.BeginAsync(right, "1003", "1001", segment: 2);
            await stage.TalkAsync(500, 50, left, right);
            await stage.HangUpAsync(first, second);
        });
        stage.RunUntil("recording-sealed");

        Assert.Equal(["peer-failed", "peer-failed", "bye", "bye"], stage.Manifest().Sessions.Select(session => session.Reason));
        Assert.Equal([8.0, 8.0], stage.Manifest().Gaps.Select(gap => Math.Round(gap.Seconds, 1)));
    }

    [Fact]
    public void Is_not_waited_for_longer_than_agreed()
    {
        var left = stage.Voice(16_000, 1);
        stage.Simulator.Run(async () =>
        {
            var dialog = await stage.BeginAsync(left, "1001", "1003");
            await stage.TalkAsync(0, 100, left);
            await FailAsync(dialog);
            await stage.Simulator.Delay(TimeSpan.FromSeconds(14));
            Assert.DoesNotContain("recording-completed", stage.Events);
        });
        stage.RunUntil("recording-sealed");

        Assert.InRange(stage.Manifest().Seconds, 1.97, 2.03);
        Assert.True(stage.Simulator.Time.Elapsed < TimeSpan.FromSeconds(20));
    }

    public void Dispose() => stage.Dispose();

    private async Task FailAsync(params DialogState[] dialogs)
    {
        foreach (var dialog in dialogs)
        {
            var (_, bye) = Dialog.CreateRequest(dialog, SipMethod.Bye);
            bye.Reasons = [Reason.Sip(500, "The Media Server was started anew")];
            Assert.Equal(200, (await stage.Client.SendAsync(bye)).StatusCode);
        }
    }

    /// <summary>The packets before and after are in the file, as far apart as they were sent.</summary>
    private void AssertKept(Voice voice, int channel)
    {
        var file = stage.Channel(channel);
        var start = file.AsSpan().IndexOf(RecorderStage.Decoded(voice, 0, 100));
        Assert.True(start >= 0);
        var after = RecorderStage.Decoded(voice, 150, 100);
        Assert.InRange(file.AsSpan().IndexOf(after) - start, 23_900, 24_100);
    }
}
