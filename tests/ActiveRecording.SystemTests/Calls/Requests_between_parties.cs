using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>What parties ask of each other, and of the switch, while they talk.</summary>
public sealed class Requests_between_parties : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;
    private readonly HandPeer erin;

    public Requests_between_parties() => (carol, erin) = (house.Peer("carol"), house.Peer("erin"));

    [Fact]
    public void INFO_goes_to_the_other_party_and_its_answer_comes_back()
    {
        house.Connect(carol, erin);

        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Info, "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n")).StatusCode);
        var passed = erin.Last(SipMethod.Info);
        Assert.Equal("application/dtmf-relay", passed.ContentType?.MediaType);
        Assert.Equal("Signal=5\r\nDuration=160\r\n", System.Text.Encoding.UTF8.GetString(passed.Body.Span));

        carol.Answer = request => carol.Response(request, request.Method == SipMethod.Info ? 415 : 200);
        Assert.Equal(415, erin.Send(erin.Next(SipMethod.Info, "application/dtmf", "7")).StatusCode);

        house.HangUp(carol);
        GoldenFlow.Verify("recorded-with-info", house.Ladder());
    }

    [Fact]
    public void INFO_that_a_party_no_longer_knows_the_call_of_ends_it()
    {
        house.Connect(carol, erin);
        erin.Answer = request => erin.Response(request, request.Method == SipMethod.Info ? 481 : 200);

        Assert.Equal(481, carol.Send(carol.Next(SipMethod.Info, "application/dtmf-relay", "Signal=5\r\n")).StatusCode);
        house.RunFor(2);

        Assert.Contains(carol.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("recorded-info-without-dialog", house.Ladder());
    }

    [Fact]
    public void OPTIONS_is_answered_by_the_switch_and_what_it_does_not_know_is_refused()
    {
        Assert.Equal(489, carol.Send(Outside(SipMethod.Notify)).StatusCode);
        Assert.Equal(405, carol.Send(Outside(SipMethod.Message)).StatusCode);
        Assert.Equal(200, carol.Send(Outside(SipMethod.Options)).StatusCode);
        house.Connect(carol, erin);

        var options = carol.Send(carol.Next(SipMethod.Options));
        Assert.Equal(200, options.StatusCode);
        Assert.Contains("UPDATE", options.Headers.All(HeaderNames.Allow));
        Assert.Equal(405, erin.Send(erin.Next(SipMethod.Message, "text/plain", "hello")).StatusCode);
        Assert.Equal(489, carol.Send(carol.Next(SipMethod.Notify)).StatusCode);

        house.HangUp(erin);
        GoldenFlow.Verify("recorded-and-asked-what-nobody-knows", house.Ladder());
    }

    [Theory]
    [InlineData("dave", "updated")]
    [InlineData("erin", "recorded-and-updated")]
    public void UPDATE_holds_and_retrieves_like_a_re_INVITE(string callee, string flow)
    {
        var other = callee == "erin" ? erin : house.Peer(callee);
        house.Connect(carol, other);

        var held = carol.Send(carol.Next(SipMethod.Update, carol.Sdp(Direction.SendOnly)));
        house.RunFor(0.5);
        Assert.True(SessionDescription.TryParse(held.Body.Span, out var answer));
        Assert.Equal(Direction.RecvOnly, answer.Media[0].Direction);
        Assert.Equal(200, other.Send(other.Next(SipMethod.Update)).StatusCode);
        Assert.Equal(200, carol.Send(carol.Next(SipMethod.Update, carol.Sdp())).StatusCode);
        house.RunFor(0.5);

        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private SipRequest Outside(SipMethod method)
    {
        var invite = carol.Invite(erin.Number, null);
        return Sip.Dialogs.NewRequest.Create(
            method, invite.RequestUri, invite.From, invite.To, carol.Endpoint.NewCallId());
    }
}
