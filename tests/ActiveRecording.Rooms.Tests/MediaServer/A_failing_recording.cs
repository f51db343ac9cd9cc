using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_failing_recording : MediaServerStage
{
    [Fact]
    public void Is_reported_on_the_dialog_that_asked_for_it_and_leaves_the_call_alone()
    {
        Recorder.Agent.Answers = request => request.CreateResponse(603, "No Recorder");
        var (a, b) = Recorded();
        Talk(a, b, 5);

        var report = Assert.Single(Switch.Requests, request => request.Method == SipMethod.Info);
        Assert.Equal(a.Dialog.CallId, report.CallId);
        Assert.True(MsmlParser.TryParse(report.Body, out var body, out _));
        Assert.Equal(
            new MsmlEvent(MsmlEvent.RecordFailed, $"conf:{ConferenceId}_record",
                [new("reason", "The recorder refused: 603 No Recorder"), new("media", "audio")]),
            body);
        Assert.Equal(5, Bob.Heard.Count);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_given_up_when_the_recorder_is_silent()
    {
        Recorder.Agent.Answers = _ => null;
        Recorded();
        Run(11_000);

        Assert.Equal("The recorder did not answer in time", Reported()["reason"]);
        Assert.Equal(2, Recorder.Agent.Cancels.Count);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_given_up_when_no_recorder_is_there()
    {
        Recorder.Dispose();
        Recorded();
        Run(11_000);

        Assert.Equal("The recorder did not answer in time", Reported()["reason"]);
    }

    [Fact]
    public void Is_reported_when_the_recorder_leaves_and_the_other_party_is_recorded_on()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        var (_, bye) = Dialog.CreateRequest(Recorder.Dialogs[0], SipMethod.Bye);
        Assert.Equal(200, Recorder.Agent.Ask(bye).StatusCode);
        Talk(a, b, 5);

        Assert.Equal("The recorder ended the session", Reported()["reason"]);
        Assert.Equal(5, Recorder.Streams[0].Heard.Count);
        Assert.Equal(10, Recorder.Streams[1].Heard.Count);
        Assert.Equal(10, Bob.Heard.Count);
        Assert.Equal(481, Recorder.Agent.Ask(Dialog.CreateRequest(Recorder.Dialogs[0] with { LocalCSeq = 9 }, SipMethod.Bye).Request).StatusCode);
    }

    [Fact]
    public void Is_reported_when_the_recorder_takes_no_media()
    {
        Recorder.Agent.Answers = request =>
        {
            var response = Recorder.Answer(request);
            if (request.Method == SipMethod.Invite && Sdp.SessionDescription.TryParse(response.Body.Span, out var answer))
                response.SetBody(Sdp.SessionDescription.ContentType, (answer with { Media = [answer.Media[0].Refused()] }).ToBytes());
            return response;
        };
        Recorded();
        Run(100);

        Assert.Equal("The recorder accepted no media", Reported()["reason"]);
        Assert.Equal("INVITE INVITE BYE BYE", Told);
    }

    [Fact]
    public void Is_refused_at_once_when_no_port_is_left_for_the_copies()
    {
        var others = Enumerable.Range(0, 17).Select(number => new SwitchLeg(Switch, $"OTHER{number}", "1009").Invite(Alice.Describe(Sdp.PayloadFormat.Pcmu))).ToList();
        var (a, b) = Bridge();

        Assert.Equal(MsmlResponse.NoResource, Assert.IsType<MsmlResult>(a.Execute(StartRecording(a, b))).Response);
        Assert.Equal(others.Count + 2, Room.Media.PortPairs);
        Assert.Empty(Recorder.Invites);
    }

    private MsmlEvent Reported()
    {
        var report = Assert.Single(Switch.Requests, request => request.Method == SipMethod.Info);
        Assert.True(MsmlParser.TryParse(report.Body, out var body, out _));
        return Assert.IsType<MsmlEvent>(body);
    }
}
