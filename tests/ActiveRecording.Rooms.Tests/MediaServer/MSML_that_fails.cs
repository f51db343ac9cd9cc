using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class MSML_that_fails : MediaServerStage
{
    private const string Conference = "conf:" + ConferenceId + "_record";

    [Fact]
    public void Names_objects_that_do_not_exist()
    {
        var (a, _) = Bridge();

        Assert.Equal(MsmlResponse.NoSuchObject, Response(a, new DestroyConference(Conference)));
        Assert.Equal(MsmlResponse.NoSuchObject, Response(a, new ModifyConference(Conference, new MsmlRecorder(RecorderState.Pause, []))));
        Assert.Equal(MsmlResponse.NoSuchObject, Response(a, new Join(a.ConnectionId, "conf:none", [])));
        Assert.Equal(MsmlResponse.NoSuchObject, Response(a, new CreateConference("x", Named("R")), new Join("conn:none", "conf:x", [])));
    }

    [Fact]
    public void Creates_a_conference_twice_or_without_what_it_needs()
    {
        var (a, b) = Recorded();

        Assert.Equal(MsmlResponse.ConferenceExists, Result(a, StartRecording(a, b)).Response);
        Assert.Equal(MsmlResponse.MissingContent, Response(a, new CreateConference("bare")));
        Assert.Equal(
            MsmlResponse.MissingContent,
            Response(a, new CreateConference("nameless", new MsmlRecorder([])), new Join(a.ConnectionId, "conf:nameless", [])));
        Assert.Equal(
            MsmlResponse.InvalidContent,
            Response(a, new CreateConference("again", Named(RecordingId)), new Join(a.ConnectionId, "conf:again", [])));
    }

    [Fact]
    public void Says_which_element_it_was_and_executes_none_after_it()
    {
        var (a, _) = Bridge();
        var result = Result(a, new MsmlRequest(
        [
            new CreateConference("x", Named("R"), Mark: "1"), new Join("conn:none", "conf:x", [], Mark: "2"),
            new DestroyConference("conf:x", Mark: "3"),
        ]));

        Assert.Equal(new MsmlResult(MsmlResponse.NoSuchObject, "conn:none", "2"), result);
        Assert.Equal(MsmlResponse.Ok, Response(a, new DestroyConference("conf:x")));
    }

    [Fact]
    public void Is_not_well_formed()
    {
        var (a, _) = Bridge();
        var info = a.Create(SipMethod.Info);
        info.SetBody(MsmlBody.RadisysContentType, "<msml version='1.1'><createconf"u8.ToArray());
        var response = Switch.Ask(info);

        Assert.Equal(200, response.StatusCode);
        Assert.True(MsmlParser.TryParse(response.Body, out var body, out _));
        Assert.Equal(MsmlResponse.BadRequest, Assert.IsType<MsmlResult>(body).Response);
    }

    private static MsmlRecorder Named(string id) => new([new("id", id)]);

    private static int Response(SwitchLeg leg, params IReadOnlyList<MsmlElement> elements) => Result(leg, new MsmlRequest([.. elements])).Response;

    private static MsmlResult Result(SwitchLeg leg, MsmlRequest request) => Assert.IsType<MsmlResult>(leg.Execute(request));
}
