using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using static ActiveRecording.Sip.Tests.Sessions.A_session_timer;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Sessions;

public sealed class A_session_interval
{
    private static readonly SessionTimerOptions Options = new() { Minimum = TimeSpan.FromSeconds(120) };
    private static readonly SessionTimerState None = SessionTimerState.None;

    // RFC 4028 §9: only who knows timers can make anything of a 422.
    [Theory]
    [InlineData("Supported: timer | Session-Expires: 119", true)]
    [InlineData("Supported: timer | Session-Expires: 120", false)]
    [InlineData("Supported: timer", false)]
    [InlineData("Session-Expires: 119", false)]
    [InlineData("", false)]
    public void Below_the_minimum_is_refused_with_422(string headers, bool refused)
    {
        var refusal = SessionTimer.Refuse(Request(headers), Options);

        Assert.Equal(refused, refusal is not null);
        Assert.Equal(refused ? (422, 120) : (null, null), (refusal?.StatusCode, refusal?.MinSE));
    }

    [Fact]
    public void That_is_refused_is_offered_again_as_large_as_asked()
    {
        var first = Request();
        SessionTimer.Offer(first, None, new() { Interval = TimeSpan.FromSeconds(100) });

        var state = SessionTimer.TooSmall(None, first, Response(422, "Min-SE: 3600"), Now);
        var second = Request();
        SessionTimer.Offer(second, state!, Options);

        Assert.Equal(100, first.SessionExpires?.Seconds);
        Assert.Equal((3_600, 3_600), (second.SessionExpires?.Seconds, second.MinSE));
        Assert.Null(SessionTimer.Next(state!));
    }

    // Another attempt would be refused again.
    [Theory]
    [InlineData("")]
    [InlineData("Min-SE: many")]
    [InlineData("Min-SE: 1800")]
    public void That_is_refused_without_asking_for_a_larger_one_is_given_up(string headers) =>
        Assert.Null(SessionTimer.TooSmall(None, Request("Session-Expires: 1800"), Response(422, headers), Now));

    [Fact]
    public void That_a_refresh_was_refused_for_is_tried_again_at_once_and_does_not_move_the_end()
    {
        var granted = Granted("600;refresher=uac");

        var state = SessionTimer.TooSmall(SessionTimer.RefreshSent(granted), Refresh(granted), Response(422, "Min-SE: 900"), In(300));

        Assert.Equal(new SessionDeadline(SessionAct.Refresh, In(300)), SessionTimer.Next(state!));
        Assert.Equal(granted.ExpiresAt, state!.ExpiresAt);
        Assert.Equal("900;refresher=uac", Refresh(state).Headers.First(HeaderNames.SessionExpires));
    }

    [Fact]
    public void Is_never_offered_below_what_the_peer_has_asked_for()
    {
        var state = SessionTimer.Answer(None, Request("Supported: timer | Session-Expires: 1800 | Min-SE: 300"), Response(), Now, Options);

        Assert.Equal(300, Refresh(state).MinSE);
    }

    [Fact]
    public void Of_our_own_minimum_is_named_when_it_is_not_the_usual_one()
    {
        var invite = Request();

        SessionTimer.Offer(invite, None, Options);

        Assert.Equal(120, invite.MinSE);
    }

    // RFC 4028 §10: 568 is when the session is given up.
    [Theory]
    [InlineData(503, 300, SessionAct.Refresh, 434)]
    [InlineData(491, 434, SessionAct.Refresh, 501)]
    [InlineData(500, 550, SessionAct.HangUp, 568)]
    [InlineData(500, 600, SessionAct.HangUp, 568)]
    public void Whose_refresh_fails_is_tried_half_way_to_the_end(int status, int after, SessionAct act, int due)
    {
        var state = SessionTimer.RefreshFailed(SessionTimer.RefreshSent(Granted("600;refresher=uac")), status, In(after));

        Assert.Equal(new SessionDeadline(act, In(due)), SessionTimer.Next(state!));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(481)]
    public void Whose_refresh_finds_nobody_is_over(int status) =>
        Assert.Null(SessionTimer.RefreshFailed(Granted("600;refresher=uac"), status, In(300)));
}
