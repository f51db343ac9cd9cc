using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.Rooms.Tests.MediaServer;

/// <summary>A leg of SIP Server with a timer of 90 s (RFC 4028).</summary>
public sealed class A_leg_with_a_session_timer : MediaServerStage
{
    private const string Expired = "SIP;cause=408;text=\"Session Expired\"";

    [Fact]
    public void Lives_while_it_is_refreshed()
    {
        var (a, b) = Timed(Refresher.Uac);
        for (var refresh = 0; refresh < 4; refresh++)
        {
            Run(50_000);
            foreach (var leg in (SwitchLeg[])[a, b])
            {
                var answer = Switch.Ask(WithTimer(leg.Create(SipMethod.Update), Refresher.Uac));
                Assert.Equal(new SessionExpires(90, Refresher.Uac), answer.SessionExpires);
                Assert.True(answer.Body.IsEmpty);
            }
        }

        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Ends_with_its_recording_when_SIP_Server_falls_silent_and_the_parties_talk_on()
    {
        var (a, b) = Timed(Refresher.Uac);
        a.Execute(StartRecording(a, b));
        Switch.Answers = request => request.Method == SipMethod.Bye ? request.CreateResponse(200) : null;

        Talk(a, b, 62 * 50);

        Assert.Equal(0, Room.Media.PortPairs);
        Assert.Equal(2, Switch.Count(SipMethod.Bye));
        Assert.Equal(Expired, Switch.Last(SipMethod.Bye).Headers.First(HeaderNames.Reason));
        Assert.Equal("INVITE INVITE BYE BYE", Told);
    }

    [Fact]
    public void Is_refreshed_from_here_if_SIP_Server_wants_that()
    {
        var leg = Timed(Refresher.Uas).A;
        Switch.Answers = request => WithTimer(request.CreateResponse(200), Refresher.Uac);

        Run(100_000);

        var refresh = Switch.Requests.First(request => request.Method == SipMethod.Update && request.CallId == leg.Dialog.CallId);
        Assert.True(refresh.Body.IsEmpty);
        Assert.Equal(new SessionExpires(90, Refresher.Uac), refresh.SessionExpires);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_refreshed_by_INVITE_with_what_holds_if_SIP_Server_knows_no_UPDATE()
    {
        var leg = Leg("1001");
        var invite = WithTimer(leg.CreateInvite(Alice.Describe(PayloadFormat.Pcmu)), Refresher.Uas);
        var answer = Switch.Ask(invite);
        Switch.Acknowledge(Sip.Dialogs.Dialog.FromUac(invite, answer), 1);
        Switch.Answers = request => WithTimer(request.CreateResponse(200), Refresher.Uac);

        Run(100_000);

        var refresh = Switch.Last(SipMethod.Invite);
        Assert.Equal(answer.Body.ToArray(), refresh.Body.ToArray());
        Assert.Contains(Switch.Acks, ack => ack.CSeq.Number == refresh.CSeq.Number);
        Assert.Equal(1, Room.Media.PortPairs);
    }

    [Theory]
    [InlineData(481, 0)]
    [InlineData(408, 0)]
    [InlineData(500, 2)]
    public void Ends_when_its_refresh_is_answered_that_there_is_no_such_dialog(int status, int ports)
    {
        Timed(Refresher.Uas);
        Switch.Answers = request => request.CreateResponse(request.Method == SipMethod.Update ? status : 200);

        Run(50_000);

        Assert.Equal(ports, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_refused_when_its_interval_is_too_small()
    {
        var invite = WithTimer(Leg("1001").CreateInvite(Alice.Describe(PayloadFormat.Pcmu)), Refresher.Uac);
        invite.SessionExpires = new(60);

        var refusal = Switch.Ask(invite);

        Assert.Equal((422, 90), (refusal.StatusCode, refusal.MinSE));
        Assert.Equal(0, Room.Media.PortPairs);
    }

    private static T WithTimer<T>(T message, Refresher refresher)
        where T : SipMessage
    {
        message.AddSupported(OptionTags.Timer);
        message.SessionExpires = new(90, refresher);
        return message;
    }

    private (SwitchLeg A, SwitchLeg B) Timed(Refresher refresher)
    {
        var (a, b) = Bridge();
        foreach (var leg in (SwitchLeg[])[a, b])
        {
            var update = WithTimer(leg.Create(SipMethod.Update), refresher);
            update.Headers.Add(HeaderNames.Allow, "INVITE, ACK, BYE, UPDATE");
            var answer = Switch.Ask(update);
            Assert.Equal(new SessionExpires(90, refresher), answer.SessionExpires);
            Assert.True(answer.Requires(OptionTags.Timer));
        }

        return (a, b);
    }
}
