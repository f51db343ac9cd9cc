using ActiveRecording.Archive.Rendering;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Rooms.Tests.Recorder;

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

        Assert.Equal("RecorderRestarted", stage.Payload("recording-segment-ended").GetProperty("reason").GetString());
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
