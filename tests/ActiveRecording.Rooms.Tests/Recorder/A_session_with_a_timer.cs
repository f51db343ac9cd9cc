using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>A session whose Media Server promised to refresh it every 90 s (RFC 4028), answers OPTIONS and sends media.</summary>
public sealed class A_session_with_a_timer : IDisposable
{
    private const int PacketsPerSecond = 50;
    private readonly RecorderStage stage = new();
    private readonly Voice left;

    public A_session_with_a_timer() => left = stage.Voice(16_000, 1);

    [Fact]
    public void Is_sealed_as_expired_when_it_is_not_refreshed()
    {
        stage.Simulator.Run(async () =>
        {
            await BeginAsync();
            await stage.TalkAsync(0, 62 * PacketsPerSecond, left);
        });
        stage.RunUntil("recording-sealed");

        var bye = Assert.Single(stage.Client.Received, request => request.Method == SipMethod.Bye);
        Assert.Equal("SIP;cause=408;text=\"Session Expired\"", bye.Headers.First(HeaderNames.Reason));
        Assert.Equal("expired", Assert.Single(stage.Manifest().Sessions).Reason);
        Assert.InRange(stage.Manifest().Seconds, 59.9, 61.1);
        Assert.Equal(0, stage.Room.Sessions);
    }

    [Fact]
    public void Goes_on_while_it_is_refreshed()
    {
        stage.Simulator.Run(async () =>
        {
            var dialog = await BeginAsync();
            for (var refresh = 0; refresh < 4; refresh++)
            {
                await stage.Simulator.Delay(TimeSpan.FromSeconds(45));
                (dialog, var request) = Dialog.CreateRequest(dialog, SipMethod.Update);
                var answer = await stage.Client.SendAsync(WithTimer(request));
                Assert.Equal(new SessionExpires(90, Refresher.Uac), answer.SessionExpires);
                Assert.True(answer.Body.IsEmpty);
            }
        });

        Assert.Equal(1, stage.Room.Sessions);
        Assert.DoesNotContain(stage.Client.Received, request => request.Method == SipMethod.Bye);
    }

    [Fact]
    public void Expires_after_a_restart_too()
    {
        stage.Simulator.Run(async () =>
        {
            await BeginAsync();
            await stage.TalkAsync(0, PacketsPerSecond, left);
            stage.Crash();
            stage.Restart();
            await stage.TalkAsync(PacketsPerSecond, 62 * PacketsPerSecond, left);
        });
        stage.RunUntil("recording-sealed");

        Assert.Equal("expired", Assert.Single(stage.Manifest().Sessions).Reason);
    }

    [Fact]
    public void Is_refused_when_its_interval_is_too_small()
    {
        var invite = WithTimer(stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(left.Port)));
        invite.SessionExpires = new(60);

        var refusal = stage.Simulator.Run(() => stage.Client.SendAsync(invite));

        Assert.Equal((422, 90), (refusal.StatusCode, refusal.MinSE));
        Assert.Equal(0, stage.Room.Sessions);
    }

    public void Dispose() => stage.Dispose();

    private static SipRequest WithTimer(SipRequest request)
    {
        request.AddSupported(OptionTags.Timer);
        request.SessionExpires = new(90, Refresher.Uac);
        return request;
    }

    private async Task<DialogState> BeginAsync()
    {
        var invite = WithTimer(stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), RecorderStage.Offer(left.Port)));
        var response = await stage.Client.SendAsync(invite);
        Assert.Equal(new SessionExpires(90, Refresher.Uac), response.SessionExpires);
        left.Recorder = RecorderStage.PortOf(response, 0);
        return Dialog.FromUac(invite, response);
    }
}
