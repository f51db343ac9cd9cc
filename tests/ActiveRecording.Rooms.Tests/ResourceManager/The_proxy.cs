using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

public sealed class The_proxy : ResourceManagerRig
{
    [Theory]
    [InlineData("sip:1001@127.0.0.1:5160")]
    [InlineData("sip:127.0.0.1:5160")]
    [InlineData("sip:msml=@127.0.0.1:5160")]
    public void Knows_no_other_user_part(string uri)
    {
        Caller.Invite(uri, Proxy);
        Run(100);

        Assert.Equal("404", Caller.Told);
    }

    [Fact]
    public void Answers_options()
    {
        Send(SipMethod.Options, "sip:127.0.0.1:5160");

        Assert.Equal("200", Caller.Told);
        Assert.Contains("INVITE", Caller.Responses[0].Headers.First(HeaderNames.Allow), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_no_other_method_outside_a_dialog()
    {
        Send(SipMethod.Info, Msml);

        Assert.Equal("405", Caller.Told);
    }

    [Fact]
    public void Refuses_a_request_that_has_gone_far_enough()
    {
        Caller.Invite(Msml, Proxy, invite => invite.MaxForwards = 0);
        Run(100);

        Assert.Equal("483", Caller.Told);
    }

    [Fact]
    public void Refuses_extensions_that_a_proxy_would_have_to_know()
    {
        Caller.Invite(Msml, Proxy, invite => invite.Headers.Add(HeaderNames.ProxyRequire, "teleport"));
        Run(100);

        Assert.Equal("420", Caller.Told);
        Assert.Equal("teleport", Caller.Responses[0].Headers.First(HeaderNames.Unsupported));
    }

    [Fact]
    public void Refuses_a_request_within_a_dialog_that_leads_back_to_it()
    {
        Send(SipMethod.Info, "sip:127.0.0.1:5160", request => request.To = request.To.WithTag("x"));

        Assert.Equal("481", Caller.Told);
    }

    [Fact]
    public void Refuses_another_scheme()
    {
        Caller.Invite("tel:+1", Proxy);
        Run(100);

        Assert.Equal("416", Caller.Told);
    }

    [Fact]
    public void Notices_a_loop()
    {
        // The Media Server sends the very request back that it was sent.
        Media1.Answers = _ => 0;
        Caller.Invite(Msml, Proxy);
        Run(100);
        var loop = Media1.Requests[0].Clone();
        loop.RequestUri = SipUri.Parse(Msml);
        loop.Headers.Remove(HeaderNames.RecordRoute);
        Media1.Endpoint.Send(loop, Proxy, Media1);
        Run(100);

        Assert.Equal("INVITE 482", Media1.Told);
    }

    [Fact]
    public void Understands_a_strict_router_before_it()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        var (_, info) = Dialog.CreateRequest(Caller.Dialog!, SipMethod.Info);
        info.Headers.Set(HeaderNames.Route, $"<{info.RequestUri}>");
        info.RequestUri = SipUri.Parse("sip:127.0.0.1:5160;lr;affinity=m.media-1");
        Caller.Endpoint.Send(info, Proxy, Caller);
        Run(100);

        Assert.Equal("INVITE ACK INFO", Media1.Told);
        Assert.Equal("sip:peer@127.0.0.1:5260", Media1.Requests[^1].RequestUri.ToString());
        Assert.Empty(Media1.Requests[^1].Routes);
    }

    [Fact]
    public void Makes_a_strict_router_behind_it_the_request_uri()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        var (_, info) = Dialog.CreateRequest(Caller.Dialog!, SipMethod.Info);
        info.Headers.Add(HeaderNames.Route, "<sip:127.0.0.1:5261>");
        Caller.Endpoint.Send(info, Proxy, Caller);
        Run(100);

        Assert.Equal("INFO", Media2.Told);
        Assert.Equal("sip:127.0.0.1:5261", Media2.Requests[0].RequestUri.ToString());
        Assert.Equal("<sip:peer@127.0.0.1:5260>", Assert.Single(Media2.Requests[0].Headers.All(HeaderNames.Route)));
    }

    [Fact]
    public void Keeps_a_503_of_the_next_hop_from_looking_like_its_own()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        Media1.Answers = _ => 503;
        Caller.SendInDialog(SipMethod.Info);
        Run(100);

        Assert.Equal("200 500", Caller.Told);
    }

    [Fact]
    public void Takes_no_new_session_when_it_stops_and_lets_running_ones_end()
    {
        Media1.Answers = _ => 180;
        Caller.Invite(Msml, Proxy);
        Run(100);

        Simulator.Run(async () =>
        {
            var stopped = Room.StopAsync(CancellationToken.None);
            Caller.Invite(Msml, Proxy);
            await Simulator.Delay(TimeSpan.FromMilliseconds(100));
            Assert.False(stopped.IsCompleted);
            Media1.Respond(200);
            await stopped;
        });
        Run(100);

        Assert.Equal("180 503 200", Caller.Told);
    }

    [Fact]
    public void Does_not_wait_for_ever_when_it_stops()
    {
        Media1.Answers = _ => 180;
        Caller.Invite(Msml, Proxy);
        Run(100);

        Simulator.Run(() => Room.StopAsync(CancellationToken.None), TimeSpan.FromSeconds(6));
    }

    private void Send(SipMethod method, string uri, Action<SipRequest>? change = null)
    {
        var target = SipUri.Parse(uri);
        var request = NewRequest.Create(method, target, new NameAddress(target).WithTag("a"), new(target), Caller.Endpoint.NewCallId());
        change?.Invoke(request);
        Caller.Endpoint.Send(request, Proxy, Caller);
        Run(100);
    }
}
