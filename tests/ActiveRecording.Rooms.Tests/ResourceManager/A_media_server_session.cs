using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

public sealed class A_media_server_session : ResourceManagerRig
{
    [Fact]
    public void Reaches_a_media_server_with_its_user_its_parameters_and_those_of_the_profile()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);

        var invite = Media1.Requests[0];
        Assert.Equal("sip:msml=CONF@127.0.0.1:5260;dn=1001;record;recmediactl=2", invite.RequestUri.ToString());
        Assert.Equal("<sip:127.0.0.1:5160;lr;affinity=m.media-1>", Assert.Single(invite.RecordRoutes).ToString());
        Assert.Equal(69, invite.MaxForwards);
        Assert.Equal(2, invite.Vias.Count);
        Assert.Equal("INVITE ACK", Media1.Told);
        Assert.Equal("200", Caller.Told);
    }

    [Fact]
    public void Meets_the_other_leg_of_its_conference()
    {
        Caller.Invite(Msml, Proxy);
        Caller.Invite(Msml, Proxy);
        Run(100);
        Caller.Invite(Msml.Replace("CONF", "OTHER", StringComparison.Ordinal), Proxy);
        Run(100);

        Assert.Equal("INVITE INVITE ACK ACK", Media1.Told);
        Assert.Equal("INVITE ACK", Media2.Told);
        Assert.Equal("200 200 200", Caller.Told);
    }

    [Fact]
    public void Meets_it_after_a_restart_too()
    {
        Caller.Invite("sip:msml=FIRST@127.0.0.1:5160;dn=1001;record", Proxy);
        Run(100);
        Caller.Invite(Msml, Proxy);
        Run(100);
        Restart();
        Caller.Invite(Msml, Proxy);
        Run(100);

        Assert.Equal("INVITE ACK INVITE ACK", Media2.Told);
    }

    [Fact]
    public void Is_written_down_and_given_back_at_its_end()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        Caller.SendInDialog(SipMethod.Bye);
        Run(100);

        Assert.Equal("200 200", Caller.Told);
        Assert.Equal("INVITE ACK BYE", Media1.Told);
        Assert.Equal(
            ["media-server/media-1 media-server-leg-reserved", "media-server/media-1 media-server-leg-released"], Journal);
    }

    [Fact]
    public void Keeps_its_way_in_both_directions()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        Caller.SendInDialog(SipMethod.Info);
        Run(100);
        Media1.SendInDialog(SipMethod.Info);
        Run(100);
        Restart();
        Media1.SendInDialog(SipMethod.Bye);
        Run(100);

        Assert.Equal("200 200 INFO BYE", Caller.Told);
        Assert.Equal("INVITE ACK INFO 200 200", Media1.Told);
        Assert.Empty(Caller.Requests[0].Routes);
        Assert.Contains("media-server/media-1 media-server-leg-released", Journal);
    }

    [Fact]
    public void Goes_to_another_server_when_the_first_refuses_for_itself()
    {
        Media1.Answers = _ => 503;

        Caller.Invite(Msml, Proxy);
        Caller.Invite(Msml, Proxy);
        Run(200);

        Assert.Equal("200 200", Caller.Told);
        Assert.Equal("INVITE INVITE ACK ACK", Media2.Told);
    }

    [Fact]
    public void Is_refused_with_503_when_no_server_is_left()
    {
        Media1.Answers = Media2.Answers = _ => 500;

        Caller.Invite(Msml, Proxy);
        Run(200);

        Assert.Equal("503", Caller.Told);
        Assert.Equal("INVITE", Media1.Told);
        Assert.Equal("INVITE", Media2.Told);
        Assert.Equal(
            [
                "media-server/media-1 media-server-leg-released", "media-server/media-1 media-server-leg-reserved",
                "media-server/media-2 media-server-leg-released", "media-server/media-2 media-server-leg-reserved",
            ],
            Journal.Order());
    }

    [Fact]
    public void Is_refused_as_the_server_refuses_it_when_that_is_the_requests_own_fault()
    {
        Media1.Answers = _ => 488;

        Caller.Invite(Msml, Proxy);
        Run(200);

        Assert.Equal("488", Caller.Told);
        Assert.Equal("", Media2.Told);
        Assert.Contains("media-server/media-1 media-server-leg-released", Journal);
    }

    [Fact]
    public void Is_refused_with_503_beyond_all_ports()
    {
        for (var i = 0; i < 9; i++) Caller.Invite($"sip:msml=C{i}@127.0.0.1:5160;dn=1001;record", Proxy);
        Run(500);

        Assert.Equal(8, Caller.Responses.Count(response => response.StatusCode == 200));
        Assert.Equal(503, Assert.Single(Caller.Responses, response => response.StatusCode != 200).StatusCode);
    }

    [Fact]
    public void Is_cancelled_where_it_rings()
    {
        Media1.Answers = _ => 180;

        var (invite, _) = Caller.Invite(Msml, Proxy);
        Run(100);
        Caller.Endpoint.Cancel(invite);
        Run(100);

        Assert.Equal("180 487", Caller.Told);
        Assert.Equal("INVITE CANCEL", Media1.Told);
        Assert.Equal("", Media2.Told);
        Assert.Contains("media-server/media-1 media-server-leg-released", Journal);
    }

    [Fact]
    public void Is_cancelled_where_nobody_answers()
    {
        Media1.Dispose();

        var (invite, _) = Caller.Invite(Msml, Proxy);
        Run(300);
        Caller.Endpoint.Cancel(invite);
        Run(5_000);

        Assert.Equal("487", Caller.Told);
        Assert.Equal("", Media2.Told);
    }

    [Fact]
    public void That_only_rings_is_cancelled_after_timer_c()
    {
        Media1.Answers = _ => 180;

        Caller.Invite(Msml, Proxy);
        Run(189_000);
        Assert.Equal("180", Caller.Told);
        Run(2_000);

        Assert.Equal("180 487", Caller.Told);
        Assert.Equal("INVITE CANCEL", Media1.Told);
    }

    [Fact]
    public void Whose_end_is_never_seen_is_given_back_after_its_lease()
    {
        Caller.Invite(Msml, Proxy);
        Run(TimeSpan.FromHours(11).TotalMilliseconds);
        Restart();
        Assert.DoesNotContain("media-server/media-1 media-server-leg-released", Journal);

        Run(TimeSpan.FromHours(2).TotalMilliseconds);

        Assert.Contains("media-server/media-1 media-server-leg-released", Journal);
    }
}
