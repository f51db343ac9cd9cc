using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.Recorder;

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

        Assert.Equal("PeerVanished", stage.Payload("recording-segment-ended").GetProperty("reason").GetString());
        Assert.Contains(stage.Client.Received, request => request.Method == SipMethod.Bye);
        Assert.InRange(stage.Manifest().Seconds, 0.97, 1.05);
        Assert.Equal("peer-vanished", Assert.Single(stage.Manifest().Sessions).Reason);
    }

    public void Dispose() => stage.Dispose();
}
