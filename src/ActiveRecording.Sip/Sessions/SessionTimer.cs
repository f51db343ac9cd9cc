using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Sessions;

/// <summary>
/// Session timers as pure functions (RFC 4028): an INVITE or UPDATE carries an offer, its 2xx the outcome, and from the
/// outcome follows who refreshes when. A forked INVITE makes one state for each dialog.
/// </summary>
public static class SessionTimer
{
    private static readonly TimeSpan MostSlack = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan LeastRetry = TimeSpan.FromSeconds(10);

    /// <summary>Writes the offer into an INVITE or UPDATE that is to be sent (§7.1, §7.4).</summary>
    public static void Offer(SipRequest request, SessionTimerState state, SessionTimerOptions options)
    {
        var interval = Math.Max(state.IsActive ? state.Seconds : options.IntervalSeconds, state.MinSE);
        var minimum = Math.Max(state.MinSE, options.MinimumSeconds);
        request.AddSupported(OptionTags.Timer);
        // The role stays where it is; at first it is left to the peer.
        request.SessionExpires = new(
            Math.Max(interval, SessionExpires.Least), !state.IsActive ? null : state.Refreshes ? Refresher.Uac : Refresher.Uas);
        request.MinSE = state.MinSE > 0 || minimum > SessionExpires.Least ? minimum : null;
    }

    /// <summary>The timer after a 2xx to our INVITE or UPDATE (§7.2).</summary>
    /// <param name="state">Before.</param>
    /// <param name="request">As sent.</param>
    /// <param name="response">The 2xx.</param>
    /// <param name="now">When it came.</param>
    /// <param name="options">What this end wants.</param>
    public static SessionTimerState Answered(
        SessionTimerState state, SipRequest request, SipResponse response, DateTimeOffset now, SessionTimerOptions options)
    {
        state = SeePeer(state, response);
        if (response.SessionExpires is { } granted)
            return Start(state, granted.Seconds, refreshes: granted.Refresher != Refresher.Uas, now);
        return request.SessionExpires is { } wanted && options.RefreshesAlone
            ? Start(state, wanted.Seconds, refreshes: true, now)
            : Stop(state);
    }

    /// <summary>
    /// The timer after a 422 (§7.3): the INVITE or UPDATE may be sent again with a new <see cref="Offer"/>. Null when that
    /// would be refused again: the response asks for no more than was offered.
    /// </summary>
    public static SessionTimerState? TooSmall(SessionTimerState state, SipRequest request, SipResponse response, DateTimeOffset now)
    {
        if (response.MinSE is not { } least || least <= (request.SessionExpires?.Seconds ?? 0)) return null;
        return state with { MinSE = Math.Max(state.MinSE, least), RefreshAt = state.IsActive ? now : null };
    }

    /// <summary>Whether an INVITE or UPDATE of the peer is to be refused (§9): 422, if the peer can make anything of it.</summary>
    /// <returns>The refusal; null to go on.</returns>
    public static SipResponse? Refuse(SipRequest request, SessionTimerOptions options)
    {
        if (request.SessionExpires is not { } wanted || wanted.Seconds >= options.MinimumSeconds) return null;
        if (!request.Supports(OptionTags.Timer)) return null;
        var refusal = request.CreateResponse(422);
        refusal.MinSE = options.MinimumSeconds;
        return refusal;
    }

    /// <summary>Writes the outcome into our 2xx to an INVITE or UPDATE and gives the timer after it (§9, table 2).</summary>
    /// <param name="state">Before.</param>
    /// <param name="request">The peer's; not refused by <see cref="Refuse"/>.</param>
    /// <param name="response">The 2xx.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="options">What this end wants.</param>
    public static SessionTimerState Answer(
        SessionTimerState state, SipRequest request, SipResponse response, DateTimeOffset now, SessionTimerOptions options)
    {
        state = SeePeer(state, request) with { MinSE = Math.Max(state.MinSE, request.MinSE ?? 0) };
        var supported = request.Supports(OptionTags.Timer);
        if (!supported && request.SessionExpires is null && !options.RefreshesAlone) return Stop(state);
        var refresher = !supported ? Refresher.Uas : request.SessionExpires?.Refresher ?? RoleKept(state);
        var interval = IntervalFor(request, state, options);
        response.SessionExpires = new(interval, refresher);
        response.AddSupported(OptionTags.Timer);
        if (supported) response.AddRequired(OptionTags.Timer);
        return Start(state, interval, refreshes: refresher == Refresher.Uas, now);
    }

    /// <summary>The timer while a refresh is under way.</summary>
    public static SessionTimerState RefreshSent(SessionTimerState state) => state with { RefreshAt = null };

    /// <summary>
    /// The timer after a refresh that failed with another status than 422 (§10): once more, half way to the end. Only a
    /// 2xx moves that.
    /// </summary>
    /// <param name="state">Before.</param>
    /// <param name="status">408 if nobody answered.</param>
    /// <param name="now">When.</param>
    /// <returns>Null when the session is to be ended by BYE at once: 408 or 481.</returns>
    public static SessionTimerState? RefreshFailed(SessionTimerState state, int status, DateTimeOffset now)
    {
        if (status is 408 or 481) return null;
        var wait = (HangUpAt(state) - now) / 2;
        return state with { RefreshAt = wait >= LeastRetry ? now + wait : null };
    }

    /// <summary>What is to be done next; null while there is no timer.</summary>
    public static SessionDeadline? Next(SessionTimerState state) =>
        !state.IsActive ? null
        : state.RefreshAt is { } refresh && refresh < HangUpAt(state) ? new(SessionAct.Refresh, refresh)
        : new(SessionAct.HangUp, HangUpAt(state));

    /// <summary>Slightly before the end: by 32 s or a third of the interval, whichever is less (§10).</summary>
    private static DateTimeOffset HangUpAt(SessionTimerState state)
    {
        var third = TimeSpan.FromSeconds(state.Seconds) / 3;
        return state.ExpiresAt - (third < MostSlack ? third : MostSlack);
    }

    /// <summary>Ours, within what the peer asks for; never raised, but for one below every minimum (§9, erratum 1687).</summary>
    private static int IntervalFor(SipRequest request, SessionTimerState state, SessionTimerOptions options)
    {
        var floor = Math.Max(request.MinSE ?? 0, options.MinimumSeconds);
        var ours = Math.Max(state.IsActive ? state.Seconds : options.IntervalSeconds, floor);
        return request.SessionExpires is { } wanted ? Math.Max(Math.Min(wanted.Seconds, ours), floor) : ours;
    }

    private static Refresher RoleKept(SessionTimerState state) => state.IsActive && state.Refreshes ? Refresher.Uas : Refresher.Uac;

    private static SessionTimerState SeePeer(SessionTimerState state, SipMessage message) =>
        message.Headers.Contains(HeaderNames.Allow) ? state with { PeerUpdates = message.Allows(SipMethod.Update) } : state;

    internal static SessionTimerState Start(SessionTimerState state, int seconds, bool refreshes, DateTimeOffset now)
    {
        seconds = Math.Max(seconds, SessionExpires.Least);
        return state with
        {
            Seconds = seconds,
            Refreshes = refreshes,
            ExpiresAt = now + TimeSpan.FromSeconds(seconds),
            RefreshAt = refreshes ? now + TimeSpan.FromSeconds(seconds) / 2 : null,
        };
    }

    private static SessionTimerState Stop(SessionTimerState state) =>
        SessionTimerState.None with { MinSE = state.MinSE, PeerUpdates = state.PeerUpdates };
}
