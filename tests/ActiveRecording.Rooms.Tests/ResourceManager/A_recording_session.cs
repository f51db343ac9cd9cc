using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

public sealed class A_recording_session() : ResourceManagerRig(options => options with { ResourceTimeout = TimeSpan.FromSeconds(1) })
{
    [Fact]
    public void Reaches_a_recorder_along_the_route_set_of_the_media_server()
    {
        Caller.Invite(Record, Proxy, invite => invite.Headers.Add(HeaderNames.Route, "<sip:127.0.0.1:5160;lr>"));
        Run(100);

        var invite = Recorder1.Requests[0];
        Assert.Equal("sip:record=REC@127.0.0.1:5360;calluuid=U;dn=1001;recordDN=1001", invite.RequestUri.ToString());
        Assert.Empty(invite.Routes);
        Assert.Equal("INVITE ACK", Recorder1.Told);
        Assert.Equal("200", Caller.Told);
    }

    [Fact]
    public void Meets_the_other_session_of_its_recording()
    {
        Caller.Invite(Record, Proxy);
        Caller.Invite(Record, Proxy);
        Run(100);
        Caller.Invite(Record.Replace("REC", "OTHER", StringComparison.Ordinal), Proxy);
        Run(100);

        Assert.Equal("INVITE INVITE ACK ACK", Recorder1.Told);
        Assert.Equal("INVITE ACK", Recorder2.Told);
    }

    [Theory]
    [InlineData(603)]
    [InlineData(503)]
    [InlineData(486)]
    [InlineData(480)]
    public void Goes_to_the_next_recorder_when_one_refuses(int status)
    {
        Recorder1.Answers = _ => status;

        Caller.Invite(Record, Proxy);
        Run(100);

        Assert.Equal("200", Caller.Told);
        Assert.Equal("INVITE ACK", Recorder2.Told);
        Assert.Equal("tag-5361", Caller.Responses[0].To.Tag);
    }

    [Fact]
    public void Goes_to_the_next_recorder_when_one_is_silent()
    {
        Recorder1.Dispose();

        Caller.Invite(Record, Proxy);
        Run(1_100);

        Assert.Equal("200", Caller.Told);
        Assert.Equal("INVITE ACK", Recorder2.Told);
    }

    [Fact]
    public void Waits_for_the_last_recorder_as_long_as_sip_allows()
    {
        Recorder1.Answers = _ => 500;
        Recorder2.Dispose();

        Caller.Invite(Record, Proxy);
        Run(31_000);
        Assert.Equal("", Caller.Told);
        Run(3_000);

        Assert.Equal("603", Caller.Told);
    }

    [Fact]
    public void Hangs_up_a_recorder_that_answers_after_it_was_given_up()
    {
        Recorder1.Answers = request => request.Method == SipMethod.Invite ? 0 : 200;
        Simulator.Network.Rule = datagram => datagram.From.Port == 5360 && Simulator.Time.Elapsed < TimeSpan.FromSeconds(2)
            ? Simulation.Network.DatagramFate.Lost
            : Simulation.Network.DatagramFate.Delivered;

        Caller.Invite(Record, Proxy);
        Run(2_100);
        Recorder1.Respond(200);
        Run(1_000);

        Assert.Equal("200", Caller.Told);
        Assert.Equal("tag-5361", Caller.Responses[0].To.Tag);
        Assert.Equal("INVITE ACK BYE", Recorder1.Told);
    }

    [Fact]
    public void Is_refused_with_603_when_no_recorder_is_left()
    {
        Recorder1.Answers = Recorder2.Answers = _ => 500;

        Caller.Invite(Record, Proxy);
        Run(100);

        Assert.Equal("603", Caller.Told);
        Assert.Equal("recorder-pool/default recorder-session-released", Journal.Last());
    }

    [Fact]
    public void Takes_one_port_for_each_of_its_streams()
    {
        for (var i = 0; i < 5; i++)
        {
            Caller.Invite($"sip:record=R{i}@127.0.0.1:5160;calluuid=U;dn=1;recordDN=1", Proxy, invite => invite.SetBody(
                "application/sdp",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16000 RTP/AVP 0\r\na=sendonly\r\nm=audio 16002 RTP/AVP 0\r\na=sendonly\r\n"u8.ToArray()));
        }

        Run(500);

        Assert.Equal(4, Caller.Responses.Count(response => response.StatusCode == 200));
        Assert.Equal(1, Caller.Responses.Count(response => response.StatusCode == 603));
    }

    [Fact]
    public void Is_given_back_at_its_end()
    {
        Caller.Invite(Record, Proxy);
        Run(100);
        Restart();
        Recorder1.SendInDialog(SipMethod.Bye);
        Run(100);

        Assert.Equal("200 BYE", Caller.Told);
        Assert.Equal(
            ["recorder-pool/default recorder-session-placed", "recorder-pool/default recorder-session-released"], Journal);
    }

    [Fact]
    public void Crosses_from_tcp_to_udp_with_a_route_for_either_side()
    {
        using var media = new Peer(Simulator, 5070, SipTransport.Tcp);

        media.Invite(Record, Proxy with { Transport = SipTransport.Tcp });
        Run(100);
        media.SendInDialog(SipMethod.Info);
        Run(100);
        Recorder1.SendInDialog(SipMethod.Bye);
        Run(100);

        Assert.Equal(
            ["<sip:127.0.0.1:5160;lr;affinity=r.recorder-1>", "<sip:127.0.0.1:5160;transport=tcp;lr;affinity=r.recorder-1>"],
            Recorder1.Requests[0].RecordRoutes.Select(route => route.ToString()));
        Assert.Equal("INVITE ACK INFO 200", Recorder1.Told);
        Assert.Equal("200 200 BYE", media.Told);
        Assert.Empty(Recorder1.Requests[2].Routes);
    }
}
