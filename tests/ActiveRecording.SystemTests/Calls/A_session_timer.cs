using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Session timers (RFC 4028) of 90 s, the shortest there are.</summary>
public sealed class A_session_timer : IDisposable
{
    private const string Methods = "INVITE, ACK, BYE, CANCEL, UPDATE";

    private readonly House house = new(change: options => options with
    {
        SessionTimer = new SessionTimerOptions { Interval = TimeSpan.FromSeconds(90) },
    });

    private readonly HandPeer carol;

    public A_session_timer() => carol = house.Peer("carol");

    [Theory]
    [InlineData("dave", "kept-alive")]
    [InlineData("erin", "recorded-and-kept-alive")]
    public void Is_kept_by_the_switch_where_the_peer_does_not(string callee, string flow)
    {
        var other = house.Peer(callee);
        house.Connect(carol, other);

        house.RunFor(60);

        Assert.Equal(90, carol.Last(SipMethod.Invite).SessionExpires?.Seconds);
        Assert.Contains(other.Requests, r => r.Method == SipMethod.Invite && r.To.Tag is not null);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "kept-alive-by-update")]
    [InlineData("erin", "recorded-and-kept-alive-by-update")]
    public void Is_kept_by_UPDATE_where_the_peer_allows_it(string callee, string flow)
    {
        var other = house.Peer(callee);
        foreach (var peer in (HandPeer[])[carol, other]) AllowUpdate(peer);
        var invite = carol.Invite(other.Number, carol.Sdp());
        invite.Headers.Set(HeaderNames.Allow, Methods);
        Assert.Equal(200, carol.Send(invite).StatusCode);

        house.RunFor(60);

        foreach (var peer in (HandPeer[])[carol, other])
        {
            var refresh = peer.Last(SipMethod.Update);
            Assert.True(refresh.Body.IsEmpty);
            Assert.Equal(new SessionExpires(90, Refresher.Uac), refresh.SessionExpires);
            Assert.DoesNotContain(peer.Requests, r => r.Method == SipMethod.Invite && r.To.Tag is not null);
        }

        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData(true, 481, "refresh-by-update-without-dialog")]
    [InlineData(false, 481, "refresh-without-dialog")]
    [InlineData(false, null, "refresh-unanswered")]
    public void Ends_the_call_when_a_refresh_finds_nobody(bool byUpdate, int? status, string flow)
    {
        var dave = house.Peer("dave");
        if (byUpdate) AllowUpdate(dave);
        house.Connect(carol, dave);
        var answer = dave.Answer;
        dave.Answer = request => request.Method == SipMethod.Bye ? answer(request)
            : status is { } refused ? dave.Response(request, refused) : null;

        house.RunFor(100);

        var why = status is null ? "SIP;cause=408;text=\"Session Expired\"" : "SIP;cause=481;text=\"Call/Transaction Does Not Exist\"";
        Assert.Equal(why, carol.Last(SipMethod.Bye).Headers.First(HeaderNames.Reason));
        Assert.Equal(why, dave.Last(SipMethod.Bye).Headers.First(HeaderNames.Reason));
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("dave", "session-expired")]
    [InlineData("erin", "recorded-and-expired")]
    public void Ends_the_call_when_whoever_has_to_refresh_it_falls_silent(string callee, string flow)
    {
        var other = house.Peer(callee);
        var invite = carol.Invite(other.Number, carol.Sdp());
        invite.AddSupported(OptionTags.Timer);
        invite.SessionExpires = new(90, Refresher.Uac);
        var answer = carol.Send(invite);
        Assert.Equal(new SessionExpires(90, Refresher.Uac), answer.SessionExpires);
        Assert.True(answer.Requires(OptionTags.Timer));
        house.RunFor(40);

        var refresh = carol.Next(SipMethod.Update);
        refresh.AddSupported(OptionTags.Timer);
        refresh.SessionExpires = new(90, Refresher.Uac);
        Assert.Equal(90, carol.Send(refresh).SessionExpires?.Seconds);
        house.RunFor(50);
        Assert.Equal(1, house.SipServer.Calls);
        house.RunFor(20);

        Assert.Equal("SIP;cause=408;text=\"Session Expired\"", carol.Last(SipMethod.Bye).Headers.First(HeaderNames.Reason));
        Assert.Contains(other.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void That_is_too_short_is_refused_and_one_too_short_for_the_callee_asked_for_again()
    {
        var dave = house.Peer("dave");
        var accept = dave.Answer;
        dave.Answer = request =>
        {
            if (request.Method != SipMethod.Invite || request.SessionExpires is { Seconds: >= 600 }) return accept(request);
            var refusal = dave.Response(request, 422);
            refusal.MinSE = 600;
            return refusal;
        };
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.AddSupported(OptionTags.Timer);
        invite.SessionExpires = new(60);
        Assert.Equal(90, carol.Send(invite).MinSE);

        house.Connect(carol, dave);

        Assert.Equal(600, dave.Last(SipMethod.Invite).SessionExpires?.Seconds);
        house.HangUp(carol);
        GoldenFlow.Verify("session-interval-too-small", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static void AllowUpdate(HandPeer peer)
    {
        var accept = peer.Answer;
        peer.Answer = request =>
        {
            var response = accept(request);
            response?.Headers.Set(HeaderNames.Allow, Methods);
            return response;
        };
    }
}
