using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Rooms.Tests.Recorder;

public sealed class A_recorder_without_pictures : IDisposable
{
    private readonly RecorderStage stage = new(options => options with { AcceptVideo = false });

    [Fact]
    public void Keeps_both_streams_of_sound_and_refuses_the_pictures()
    {
        var (left, right) = (stage.Voice(16_000, 1), stage.Voice(16_002, 2));
        stage.Simulator.Run(async () =>
        {
            var offer = RecorderStage.Offer(left.Port)
                + "m=video 16010 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\na=sendonly\r\n" + RecorderStage.Line(right.Port);
            var invite = stage.Client.CreateInvite(RecorderStage.Uri("1001", "1003"), offer);
            var response = await stage.Client.SendAsync(invite);
            var answer = RecorderStage.Answer(response);
            Assert.Equal(200, response.StatusCode);
            Assert.Equal([true, false, true], answer.Media.Select(media => media.IsActive));
            Assert.All(answer.Media.Where(media => media.IsActive), media => Assert.Equal(Sdp.Direction.RecvOnly, media.Direction));
            Assert.All(answer.Media.Where(media => media.IsActive), media => Assert.InRange(media.Port, 24_000, 24_098));
            (left.Recorder, right.Recorder) = (RecorderStage.PortOf(response, 0), RecorderStage.PortOf(response, 2));
            await stage.TalkAsync(0, 100, left, right);
            await stage.HangUpAsync(Dialog.FromUac(invite, response));
        });
        stage.RunUntil("recording-sealed");

        foreach (var (voice, channel) in new[] { (left, 0), (right, 1) })
            Assert.True(stage.Channel(channel).AsSpan().IndexOf(RecorderStage.Decoded(voice, 0, 100)) >= 0);
        Assert.Single(stage.Manifest().Files);
    }

    public void Dispose() => stage.Dispose();
}
