using System.Text.Json;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Sessions;

public sealed class A_session_timer
{
    private static readonly SessionTimerOptions Options = new();
    private static readonly SessionTimerState None = SessionTimerState.None;

    [Fact]
    public void Is_offered_with_the_first_invite_and_leaves_the_refresher_open()
    {
        var invite = Request("Supported: replaces");

        SessionTimer.Offer(invite, None, Options);

        Assert.Equal(new SessionExpires(1_800), invite.SessionExpires);
        Assert.Null(invite.MinSE);
        Assert.Equal(["replaces", "timer"], invite.Headers.All(HeaderNames.Supported));
    }

    // RFC 4028 §9, table 2, and §9 on the interval: the request, the answer, who refreshes.
    [Theory]
    [InlineData("", "1800;refresher=uas", false, true)]
    [InlineData("Session-Expires: 600;refresher=uac", "600;refresher=uas", false, true)]
    [InlineData("Session-Expires: 600;refresher=uas", "600;refresher=uas", false, true)]
    [InlineData("Session-Expires: 30", "90;refresher=uas", false, true)]
    [InlineData("Supported: timer", "1800;refresher=uac", true, false)]
    [InlineData("Supported: timer | Session-Expires: 600", "600;refresher=uac", true, false)]
    [InlineData("Supported: timer | x: 600;refresher=uac", "600;refresher=uac", true, false)]
    [InlineData("k: timer | Session-Expires: 600;refresher=uas", "600;refresher=uas", true, true)]
    [InlineData("Require: timer | Session-Expires: 600 ; refresher=UAS", "600;refresher=uas", true, true)]
    [InlineData("Supported: timer | Session-Expires: 7200", "1800;refresher=uac", true, false)]
    [InlineData("Supported: timer | Session-Expires: 7200 | Min-SE: 3600", "3600;refresher=uac", true, false)]
    [InlineData("Supported: timer | Min-SE: 3600", "3600;refresher=uac", true, false)]
    [InlineData("Supported: timer | Session-Expires: soon", "1800;refresher=uac", true, false)]
    public void Is_answered_as_table_2_says(string request, string answer, bool required, bool refreshes)
    {
        var response = Response();

        var state = SessionTimer.Answer(None, Request(request), response, Now, Options);

        Assert.Equal(answer, response.Headers.First(HeaderNames.SessionExpires));
        Assert.Equal(required, response.Requires(OptionTags.Timer));
        Assert.Equal(refreshes, state.Refreshes);
    }

    [Fact]
    public void Is_not_forced_upon_a_session_that_this_end_would_refresh_alone_if_it_does_not_want_to()
    {
        var response = Response();

        var state = SessionTimer.Answer(None, Request(), response, Now, Options with { RefreshesAlone = false });

        Assert.False(state.IsActive);
        Assert.Null(response.SessionExpires);
    }

    // RFC 4028 §7.2: what the request asked for, what the 2xx grants, the interval, who refreshes.
    [Theory]
    [InlineData("Session-Expires: 1800", "Session-Expires: 600;refresher=uac | Require: timer", 600, true)]
    [InlineData("Session-Expires: 1800", "Session-Expires: 600;refresher=uas", 600, false)]
    [InlineData("Session-Expires: 1800", "Session-Expires: 600", 600, true)]
    [InlineData("Session-Expires: 1800", "", 1_800, true)]
    [InlineData("Session-Expires: 1800", "Session-Expires: 5;refresher=uac", 90, true)]
    [InlineData("", "Session-Expires: 600;refresher=uac", 600, true)]
    [InlineData("", "", 0, false)]
    public void Is_what_the_2xx_says(string request, string response, int seconds, bool refreshes)
    {
        var state = SessionTimer.Answered(None, Request(request), Response(200, response), Now, Options);

        Assert.Equal((seconds, refreshes), (state.Seconds, state.Refreshes));
    }

    [Fact]
    public void Is_off_when_a_peer_without_timers_is_not_to_be_refreshed_from_here()
    {
        var options = Options with { RefreshesAlone = false };

        var state = SessionTimer.Answered(None, Request("Session-Expires: 1800"), Response(), Now, options);

        Assert.Null(SessionTimer.Next(state));
    }

    // RFC 4028 §10: refresh at half, BYE before the end by the lesser of 32 s and a third.
    [Theory]
    [InlineData("600;refresher=uac", SessionAct.Refresh, 300)]
    [InlineData("91;refresher=uac", SessionAct.Refresh, 45.5)]
    [InlineData("600;refresher=uas", SessionAct.HangUp, 568)]
    [InlineData("96;refresher=uas", SessionAct.HangUp, 64)]
    [InlineData("90;refresher=uas", SessionAct.HangUp, 60)]
    public void Says_what_is_due_when(string granted, SessionAct act, double seconds) =>
        Assert.Equal(new SessionDeadline(act, In(seconds)), SessionTimer.Next(Granted(granted)));

    [Fact]
    public void Hangs_up_when_its_refresh_is_not_answered_in_time() =>
        Assert.Equal(new SessionDeadline(SessionAct.HangUp, In(568)), SessionTimer.Next(SessionTimer.RefreshSent(Granted("600;refresher=uac"))));

    [Fact]
    public void Starts_again_with_each_2xx()
    {
        var sent = SessionTimer.RefreshSent(Granted("600;refresher=uac"));

        var state = SessionTimer.Answered(sent, Refresh(sent), Response(200, "Session-Expires: 600;refresher=uac"), In(301), Options);

        Assert.Equal(new SessionDeadline(SessionAct.Refresh, In(601)), SessionTimer.Next(state));
    }

    // RFC 4028 §7.4: the current interval and the current roles, seen from the sender.
    [Theory]
    [InlineData("600;refresher=uac", "600;refresher=uac")]
    [InlineData("600;refresher=uas", "600;refresher=uas")]
    public void Is_offered_again_as_it_is(string granted, string offered) =>
        Assert.Equal(offered, Refresh(Granted(granted)).Headers.First(HeaderNames.SessionExpires));

    [Theory]
    [InlineData("600;refresher=uac", Refresher.Uas)]
    [InlineData("600;refresher=uas", Refresher.Uac)]
    public void Keeps_its_roles_when_the_peer_sends_the_next_request_and_leaves_them_open(string granted, Refresher expected)
    {
        var response = Response();

        SessionTimer.Answer(Granted(granted), Request("Supported: timer"), response, Now, Options);

        Assert.Equal(new SessionExpires(600, expected), response.SessionExpires);
    }

    [Theory]
    [InlineData("", "INVITE")]
    [InlineData("Allow: INVITE, ACK, BYE", "INVITE")]
    [InlineData("Allow: INVITE, ACK, BYE, UPDATE", "UPDATE")]
    public void Is_refreshed_by_update_where_the_peer_allows_it(string headers, string method)
    {
        Assert.Equal(method, SessionTimer.Answered(None, Request(), Response(200, headers), Now, Options).RefreshMethod.Name);
        Assert.Equal(method, SessionTimer.Answer(None, Request(headers), Response(), Now, Options).RefreshMethod.Name);
    }

    [Fact]
    public void Is_the_same_after_a_restart()
    {
        var state = Granted("600;refresher=uac") with { MinSE = 120, PeerUpdates = true };

        Assert.Equal(state, JsonSerializer.Deserialize<SessionTimerState>(JsonSerializer.Serialize(state)));
    }

    internal static SessionTimerState Granted(string expires) =>
        SessionTimer.Answered(None, Request(), Response(200, $"Session-Expires: {expires}"), Now, Options);

    internal static SipRequest Refresh(SessionTimerState state)
    {
        var request = Request(method: "UPDATE");
        SessionTimer.Offer(request, state, Options);
        return request;
    }

    internal static DateTimeOffset In(double seconds) => Now + TimeSpan.FromSeconds(seconds);
}
