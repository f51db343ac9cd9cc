using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

/// <summary>Whoever is neither resource nor peer gets nothing through the Resource Manager, whatever a request says.</summary>
public sealed class A_stranger_behind_the_proxy : ResourceManagerRig
{
    private const string Stranger = "sip:victim@127.0.0.1:5099";
    private const string Affinity = "<sip:127.0.0.1:5160;lr;affinity=m.media-1>";
    private readonly Peer stranger;

    public A_stranger_behind_the_proxy() => stranger = new(Simulator, 5099);

    [Theory]
    [InlineData("INFO", Stranger, Affinity)]
    [InlineData("BYE", Stranger, Affinity)]
    [InlineData("INVITE", Stranger, Affinity)]
    [InlineData("INFO", Stranger, "<sip:127.0.0.1:5160;lr;affinity=m.no-such-server>")]
    [InlineData("INFO", Stranger, "")]
    [InlineData("INFO", "sip:msml=CONF@127.0.0.1:5260", "<sip:127.0.0.1:5099;lr>")]
    [InlineData("INFO", "sip:msml=CONF@127.0.0.1:5260", $"{Affinity}, <sip:127.0.0.1:5099>")]
    [InlineData("INFO", "sip:127.0.0.1:5160;lr;affinity=m.media-1", $"<{Stranger}>")]
    [InlineData("INFO", "sip:victim@127.0.0.1:5099;transport=tcp", Affinity)]
    public void Gets_no_request_of_a_dialog(string method, string uri, string route)
    {
        Send(new(method), uri, route);

        Assert.Equal("403", Caller.Told);
        Assert.Equal("", stranger.Told);
    }

    [Fact]
    public void Gets_no_ack()
    {
        Send(SipMethod.Ack, Stranger, Affinity);

        Assert.Equal("", Caller.Told + stranger.Told);
    }

    [Fact]
    public void Gets_no_session()
    {
        Caller.Invite(Msml, Proxy, invite => invite.Headers.Add(HeaderNames.Route, "<sip:127.0.0.1:5099;lr>"));
        Run(100);

        Assert.Equal("403", Caller.Told);
        Assert.Equal("", stranger.Told);
        Assert.Empty(Journal);
    }

    [Fact]
    public void Who_answered_nothing_here_ends_no_session_by_a_bye_that_goes_nowhere()
    {
        Caller.Invite(Msml, Proxy);
        Run(100);
        var before = Journal.ToList();

        Send(SipMethod.Bye, Stranger, Affinity, Caller.Dialog!.CallId);

        Assert.Equal("200 403", Caller.Told);
        Assert.Equal(before, Journal);
    }

    private void Send(SipMethod method, string uri, string route, string? callId = null)
    {
        var target = SipUri.Parse(uri);
        var from = new NameAddress(target).WithTag("a");
        var request = NewRequest.Create(method, target, from, from.WithTag("b"), callId ?? Caller.Endpoint.NewCallId());
        if (route.Length > 0) request.Headers.Add(HeaderNames.Route, route);
        if (method == SipMethod.Ack) Caller.Endpoint.SendStateless(request, Proxy);
        else Caller.Endpoint.Send(request, Proxy, Caller);
        Run(100);
    }
}
