using System.Text;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Sip.Tests.Msml;

public sealed class A_recording_request
{
    /// <summary>The shape found on the wire: gvp undeclared, two joins, video asked for an audio call.</summary>
    private const string Observed = """
        <msml version="1.1">
         <createconference name="CONFID_record" term="false">
          <gvp:recorder><gvp:params>
            <gvp:param name="id">01AE904GK088LFQD2CGB02LAES0000EP_2020-12-03_19-46-27</gvp:param>
            <gvp:param name="recordDN">7800000</gvp:param>
            <gvp:param name="sipsAppName">SIPS</gvp:param>
            <gvp:param name="ani">+420 1 &amp; 2</gvp:param>
            <gvp:param name="dateTime">2020-12-03T18:46:27.540Z</gvp:param>
          </gvp:params></gvp:recorder>
          <audiomix/> <videolayout><selector method="confrole"/></videolayout>
         </createconference>
         <join id1="conn:TAG1" id2="conf:CONFID_record"><stream media="audio"/><stream media="video"/></join>
         <join id1="conn:TAG2" id2="conf:CONFID_record"><stream media="audio"/><stream media="video"/></join>
        </msml>
        """;

    [Fact]
    public void Is_read_as_it_is_found_on_the_wire()
    {
        var request = Assert.IsType<MsmlRequest>(Accept(Observed));

        Assert.Equal(3, request.Elements.Count);
        var create = Assert.IsType<CreateConference>(request.Elements[0]);
        Assert.Equal("CONFID_record", create.Conference);
        Assert.False(create.Term);
        Assert.True(create.AudioMix);
        Assert.True(create.VideoByRole);
        Assert.Equal(["id", "recordDN", "sipsAppName", "ani", "dateTime"], create.Recorder!.Parameters.Select(pair => pair.Name));
        Assert.Equal("7800000", create.Recorder["recordDN"]);
        Assert.Equal("+420 1 & 2", create.Recorder["ani"]);
        Assert.Equal(new Join("conn:TAG1", "conf:CONFID_record", [new("audio"), new("video")]), request.Elements[1]);
        Assert.Equal(new Join("conn:TAG2", "conf:CONFID_record", [new("audio"), new("video")]), request.Elements[2]);
    }

    [Fact]
    public void Is_read_with_the_prefix_declared_too()
    {
        var declared = Observed.Replace("<msml ", "<msml xmlns:gvp=\"urn:example:gvp\" ", StringComparison.Ordinal);

        Assert.Equal(Accept(Observed), Accept(declared));
    }

    [Fact]
    public void Is_written_in_the_shape_found_on_the_wire()
    {
        var request = new MsmlRequest(
        [
            new CreateConference("C_record", new MsmlRecorder([new("id", "R1"), new("ani", "<\"&>")]), Term: false, VideoByRole: true),
            new Join("conn:T1", "conf:C_record", [new("audio")]),
        ]);

        Assert.Equal(
            """
            <msml version="1.1">
             <createconference name="C_record" term="false">
              <gvp:recorder>
               <gvp:params>
                <gvp:param name="id">R1</gvp:param>
                <gvp:param name="ani">&lt;&quot;&amp;&gt;</gvp:param>
               </gvp:params>
              </gvp:recorder>
              <audiomix/>
              <videolayout>
               <selector method="confrole"/>
              </videolayout>
             </createconference>
             <join id1="conn:T1" id2="conf:C_record">
              <stream media="audio"/>
             </join>
            </msml>

            """.ReplaceLineEndings("\r\n"),
            request.ToString());
    }

    [Theory]
    [InlineData("pause", RecorderState.Pause)]
    [InlineData("PAUSED", RecorderState.Pause)]
    [InlineData("Resume", RecorderState.Resume)]
    [InlineData("start", RecorderState.Start)]
    [InlineData("stop", RecorderState.Stop)]
    public void Changes_a_recorder(string written, RecorderState state)
    {
        var body = Accept($"<msml version='1.1'><modifyconference id='conf:C'><gvp:recorder state='{written}'/></modifyconference></msml>");

        Assert.Equal(new MsmlRequest([new ModifyConference("conf:C", new MsmlRecorder(state, []))]), body);
    }

    [Theory]
    [InlineData("<createconference/>", "createconference", MsmlResponse.MissingAttribute)]
    [InlineData("<createconference name='a' term='maybe'/>", "createconference", MsmlResponse.InvalidAttribute)]
    [InlineData("<modifyconference/>", "modifyconference", MsmlResponse.MissingAttribute)]
    [InlineData("<modifyconference id='conf:a'><gvp:recorder state='x'/></modifyconference>", "modifyconference", MsmlResponse.InvalidAttribute)]
    [InlineData("<destroyconference/>", "destroyconference", MsmlResponse.MissingAttribute)]
    [InlineData("<join id1='conn:1'/>", "join", MsmlResponse.MissingAttribute)]
    [InlineData("<unjoin id2='conn:1'/>", "unjoin", MsmlResponse.MissingAttribute)]
    [InlineData("<dialogstart target='conn:1'/>", "dialogstart", MsmlResponse.UnsupportedElement)]
    [InlineData("<dance/>", "dance", MsmlResponse.UnknownElement)]
    public void Says_where_it_cannot_be_executed(string element, string name, int response)
    {
        var request = Assert.IsType<MsmlRequest>(Accept(
            $"<msml version='1.1'><destroyconference id='conf:a'/>{element.Replace("/>", " mark='m'/>", StringComparison.Ordinal)}</msml>"));

        Assert.Equal(new DestroyConference("conf:a"), request.Elements[0]);
        var refused = Assert.IsType<Inexecutable>(request.Elements[1]);
        Assert.Equal((name, response), (refused.Name, refused.Response));
    }

    [Theory]
    [InlineData("", MsmlResponse.BadRequest)]
    [InlineData("<msml", MsmlResponse.BadRequest)]
    [InlineData("<msml version='1.1'/>", MsmlResponse.MissingContent)]
    [InlineData("<moml version='1.1'><a/></moml>", MsmlResponse.UnknownElement)]
    [InlineData("<msml><other:thing/></msml>", MsmlResponse.BadRequest)]
    [InlineData("<msml><result response='yes'/></msml>", MsmlResponse.BadRequest)]
    [InlineData("<msml><event/></msml>", MsmlResponse.BadRequest)]
    [InlineData("<!DOCTYPE msml [<!ENTITY a 'b'>]><msml><join id1='&a;' id2='c'/></msml>", MsmlResponse.BadRequest)]
    public void Is_refused_with_a_result(string text, int response)
    {
        Assert.False(MsmlParser.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(response, fault.Response);
    }

    [Fact]
    public void Is_refused_beyond_the_limits()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", MsmlParser.MaxBytes / 3));
        var wide = $"<msml>{string.Concat(Enumerable.Repeat("<a/>", MsmlParser.MaxElements + 1))}</msml>";
        var large = $"<msml><a b='{new string('x', MsmlParser.MaxBytes)}'/></msml>";

        foreach (var text in new[] { deep, wide, large })
        {
            Assert.False(MsmlParser.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault));
            Assert.Equal(MsmlResponse.BadRequest, fault.Response);
        }
    }

    private static MsmlBody Accept(string text)
    {
        Assert.True(MsmlParser.TryParse(Encoding.UTF8.GetBytes(text), out var body, out var fault), fault?.Description);
        return body;
    }
}
