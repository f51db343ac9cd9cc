using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>Recording sessions with timers of 90 s (RFC 4028), refreshed by the Media Server.</summary>
public sealed class A_recording_with_a_session_timer() : MediaServerStage(options => options with
{
    SessionTimer = new SessionTimerOptions { Interval = TimeSpan.FromSeconds(90) },
})
{
    [Fact]
    public void Is_refreshed_by_UPDATE_where_the_recorder_knows_it()
    {
        Recorder.Agent.Answers = request => Allowing(Recorder.Answer(request));
        Recorded();

        Run(100_000);

        Assert.Equal("INVITE INVITE UPDATE UPDATE UPDATE UPDATE", Told);
        Assert.True(Recorder.Agent.Last(SipMethod.Update).Body.IsEmpty);
    }

    [Fact]
    public void Is_refreshed_by_INVITE_with_what_holds_where_it_does_not()
    {
        Recorded();

        Run(50_000);

        Assert.Equal("INVITE INVITE INVITE INVITE", Told);
        Assert.Equal(Recorder.Invites[0].Body.ToArray(), Recorder.Agent.Requests.First(request => request.To.Tag is not null).Body.ToArray());
        Assert.Equal(4, Recorder.Agent.Acks.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fails_when_the_recorder_no_longer_knows_it(bool knowsUpdate)
    {
        Recorder.Agent.Answers = request => knowsUpdate ? Allowing(Recorder.Answer(request)) : Recorder.Answer(request);
        Recorded();
        Run(1_000);
        Recorder.Agent.Answers = request => request.CreateResponse(481);

        Run(50_000);

        var report = Switch.Last(SipMethod.Info);
        Assert.True(MsmlParser.TryParse(report.Body, out var body, out _));
        Assert.Equal(MsmlEvent.RecordFailed, Assert.IsType<MsmlEvent>(body).Name);
        Assert.EndsWith("BYE BYE", Told, StringComparison.Ordinal);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Asks_again_for_the_interval_that_the_recorder_wants()
    {
        Recorder.Agent.Answers = request =>
        {
            if (request.SessionExpires is not { Seconds: < 600 }) return Recorder.Answer(request);
            var refusal = request.CreateResponse(422);
            refusal.MinSE = 600;
            return refusal;
        };

        Recorded();
        Run(1_000);

        Assert.Equal("INVITE INVITE INVITE INVITE", Told);
        Assert.Equal((2u, 600), (Recorder.Invites[^1].CSeq.Number, Recorder.Invites[^1].SessionExpires?.Seconds));
        Assert.Equal(2, Recorder.Dialogs.Count);
    }

    private static SipResponse Allowing(SipResponse response)
    {
        response.Headers.Add(HeaderNames.Allow, "INVITE, ACK, BYE, UPDATE");
        return response;
    }
}
