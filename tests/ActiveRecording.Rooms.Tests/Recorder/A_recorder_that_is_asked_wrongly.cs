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
