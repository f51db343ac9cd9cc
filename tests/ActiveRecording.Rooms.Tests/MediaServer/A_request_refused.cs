using ActiveRecording.MediaServer;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_request_refused() : MediaServerStage(options => options with { MaxPorts = 3 })
{
    [Fact]
    public void Has_no_audio_to_relay()
    {
        var video = Alice.Describe(PayloadFormat.Pcmu) with { Media = [MediaDescription.Create("video", 10020, [new(97, new("H264", 90000))])] };
        Assert.Equal(488, Ask(video).StatusCode);

        var encrypted = Alice.Describe(PayloadFormat.Pcmu);
        Assert.Equal(488, Ask(encrypted with { Media = [encrypted.Media[0] with { Protocol = "RTP/SAVP" }] }).StatusCode);
        Assert.Equal(488, Ask(Alice.Describe(PayloadFormat.TelephoneEvent)).StatusCode);
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Has_a_body_that_is_no_description()
    {
        var invite = Leg("1001").CreateInvite(null);
        invite.SetBody(SessionDescription.ContentType, "v=0\r\nnonsense"u8.ToArray());
        Assert.Equal(400, Switch.Ask(invite).StatusCode);

        var text = Leg("1001").CreateInvite(null);
        text.SetBody("text/plain", "hello"u8.ToArray());
        Assert.Equal(415, Switch.Ask(text).StatusCode);
    }

    [Fact]
    public void Requires_an_extension_that_is_not_supported()
    {
        var invite = Leg("1001").CreateInvite(Alice.Describe(PayloadFormat.Pcmu));
        invite.Headers.Add(HeaderNames.Require, "100rel, replaces");

        var response = Switch.Ask(invite);
        Assert.Equal(420, response.StatusCode);
        Assert.Equal(["100rel", "replaces"], response.Headers.All(HeaderNames.Unsupported));
    }

    [Fact]
    public void Asks_for_another_service()
    {
        var invite = Leg("1001").CreateInvite(Alice.Describe(PayloadFormat.Pcmu));
        invite.RequestUri = SipUri.Parse("sip:conf=1@127.0.0.1:5260");
        Assert.Equal(404, Switch.Ask(invite).StatusCode);
    }

    [Fact]
    public void Is_of_a_method_or_dialog_that_is_unknown()
    {
        Assert.Equal(405, Switch.Ask(Plain(SipMethod.Message)).StatusCode);
        Assert.Equal(481, Switch.Ask(Plain(SipMethod.Bye)).StatusCode);
        Assert.Equal(200, Switch.Ask(Plain(SipMethod.Options)).StatusCode);

        var a = Leg("1001").Invite(Alice.Describe(PayloadFormat.Pcmu));
        Assert.Equal(405, Switch.Ask(a.Create(SipMethod.Refer)).StatusCode);
        Assert.Equal(200, Switch.Ask(a.Create(SipMethod.Options)).StatusCode);
    }

    [Fact]
    public void Exceeds_the_ports_of_the_server_or_the_legs_of_a_conference()
    {
        Bridge();
        Assert.Equal(486, Ask(Alice.Describe(PayloadFormat.Pcmu)).StatusCode);

        Assert.Equal(200, Switch.Ask(new SwitchLeg(Switch, "OTHER", "1005").CreateInvite(Alice.Describe(PayloadFormat.Pcmu))).StatusCode);
        Assert.Equal(503, Switch.Ask(new SwitchLeg(Switch, "OTHER", "1007").CreateInvite(Bob.Describe(PayloadFormat.Pcmu))).StatusCode);
    }

    [Fact]
    public void Changes_nothing_when_a_new_offer_cannot_be_relayed()
    {
        var (a, b) = Bridge();
        Assert.Equal(488, a.Reinvite(Alice.Describe(PayloadFormat.TelephoneEvent)).StatusCode);
        Talk(a, b, 1);

        Assert.Single(Alice.Heard);
    }

    [Fact]
    public void Is_an_INFO_of_another_kind()
    {
        var a = Leg("1001").Invite(Alice.Describe(PayloadFormat.Pcmu));
        Assert.Equal(200, Switch.Ask(a.Create(SipMethod.Info)).StatusCode);

        var dtmf = a.Create(SipMethod.Info);
        dtmf.SetBody("application/dtmf-relay", "Signal=1"u8.ToArray());
        Assert.Equal(415, Switch.Ask(dtmf).StatusCode);
    }

    [Theory]
    [InlineData("sip:127.0.0.1:5160;lr", "'sip:127.0.0.1:5160;lr' must stand in angle brackets: <sip:127.0.0.1:5160;lr>")]
    [InlineData("", "'' must stand in angle brackets: <sip:127.0.0.1:5160;lr>")]
    [InlineData("<http://rm>", "'<http://rm>' is no SIP address, for example <sip:127.0.0.1:5160;lr>")]
    public void Cannot_come_to_a_room_without_a_way_to_its_recorders(string routeSet, string error)
    {
        Assert.False(RecorderRoute.TryParse(routeSet, out _, out var told));
        Assert.Equal(error, told);
    }

    [Fact]
    public void Cannot_come_to_a_room_whose_recorders_are_behind_an_unknown_name()
    {
        var options = Options with { RecorderRouteSet = "<sip:rm.example.com;lr>" };

        var error = Assert.Throws<ArgumentException>(() => Create(options));
        Assert.StartsWith("vrrecorder.sip.routeset: 'rm.example.com' is no IP address and no configured host", error.Message, StringComparison.Ordinal);
    }

    private SipResponse Ask(SessionDescription offer) => Switch.Ask(Leg("1001").CreateInvite(offer));

    private SipRequest Plain(SipMethod method)
    {
        var target = SipUri.Parse("sip:127.0.0.1:5260");
        var from = new NameAddress(SipUri.Parse("sip:1001@127.0.0.1:5060")).WithTag(Switch.Endpoint.NewTag());
        return NewRequest.Create(method, target, from, new(target), Switch.Endpoint.NewCallId());
    }
}
