using ActiveRecording.Archive.Rendering;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_recorder_on_a_slow_disk : IDisposable
{
    private readonly RecorderStage stage = new(options => options with
    {
        Archive = options.Archive with { SpoolLimits = options.Archive.SpoolLimits with { BacklogBytes = 64 << 10 } },
    });

    [Fact]
    public void Tells_that_one_stream_is_not_kept_and_keeps_the_other()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        string[] whileHeld = [];
        string[] afterwards = ["not asked"];
        stage.Simulator.Run(async () =>
        {
            var first = await stage.BeginAsync(left, "1001", "1003");
            var second = await stage.BeginAsync(right, "1003", "1001");
            await stage.TalkAsync(0, 100, left, right);
            Assert.Empty(stage.Room.Degraded);
            stage.Disk.Hold();
            await stage.TalkAsync(100, 250, left, right);
            whileHeld = [.. stage.Room.Degraded];
            stage.Disk.Release();
            await stage.TalkAsync(350, 100, left, right);
            afterwards = [.. stage.Room.Degraded];
            await stage.HangUpAsync(first, second);
        });
        stage.RunUntil("recording-sealed");

        Assert.StartsWith("recorder: the disk is too slow: 1 streams are not kept", Assert.Single(whileHeld), StringComparison.Ordinal);
        Assert.Empty(afterwards);
        var gap = Assert.Single(stage.Manifest().Gaps);
        Assert.Equal((0, GapCause.Storage), (gap.Channel, gap.Cause));
        Assert.InRange(gap.LostPackets, 100, 260);
        Assert.Equal("storage", stage.Payload("recording-sealed").GetProperty("file").GetProperty("gaps")[0].GetProperty("cause").GetString());
        Assert.Equal(RecorderStage.Decoded(right, 0, 450), Aligned(1, RecorderStage.Decoded(right, 0, 450)));
        Assert.Equal(RecorderStage.Decoded(left, 380, 70), Aligned(0, RecorderStage.Decoded(left, 380, 70), 380 * Voice.PacketSamples));
    }

    public void Dispose() => stage.Dispose();

    private short[] Aligned(int channel, short[] expected, int near = 0)
    {
        var file = stage.Channel(channel);
        var start = Enumerable.Range(near, 1600).First(at => file.AsSpan(at, 320).SequenceEqual(expected.AsSpan(0, 320)));
        return file.AsSpan(start, expected.Length).ToArray();
    }
}
