namespace ActiveRecording.Sip.Sessions;

/// <summary>
/// A <see cref="SessionTimerState"/> in 24 bytes, for rooms that hold many dialogs and journal none of their timers.
/// Refreshes are kept to whole seconds, rounded to the early side.
/// </summary>
public readonly record struct SessionMark
{
    /// <summary>Nothing is due earlier before the end than this, but a refresh: the slack of RFC 4028 §10.</summary>
    private const int MostSlackSeconds = 32;

    private readonly long expiresAt;
    private readonly int seconds;
    private readonly int refreshLead;
    private readonly int minSE;
    private readonly bool refreshes;
    private readonly bool peerUpdates;

    private SessionMark(SessionTimerState state)
    {
        (seconds, minSE) = (state.Seconds, state.MinSE);
        (refreshes, peerUpdates) = (state.Refreshes, state.PeerUpdates);
        expiresAt = state.ExpiresAt.UtcTicks;
        if (state.RefreshAt is { } at) refreshLead = (int)Math.Ceiling((state.ExpiresAt - at).TotalSeconds);
    }

    /// <summary>Whether the session ends unless it is refreshed.</summary>
    public bool IsActive => seconds > 0;

    /// <summary>The session interval in seconds; 0 while there is no timer.</summary>
    public int Seconds => seconds;

    /// <summary>Whether this end refreshes.</summary>
    public bool Refreshes => refreshes;

    /// <summary>The state that it stands for.</summary>
    public SessionTimerState State
    {
        get
        {
            var expires = new DateTimeOffset(expiresAt, TimeSpan.Zero);
            DateTimeOffset? refresh = refreshLead > 0 ? expires - TimeSpan.FromSeconds(refreshLead) : null;
            return new(seconds, refreshes, expires, refresh, minSE, peerUpdates);
        }
    }

    /// <summary>Whether something may have to be done; false is certain, and costs nothing to say.</summary>
    public bool MayBeDue(DateTimeOffset now) =>
        IsActive && now.UtcTicks >= expiresAt - Math.Max(refreshLead, MostSlackSeconds) * TimeSpan.TicksPerSecond;

    /// <summary>The mark of a state.</summary>
    public static SessionMark Of(SessionTimerState state) => new(state);

    /// <summary>The timer of a dialog that goes on after a restart: the last refresh is not known, so one counts from now.</summary>
    /// <param name="seconds">The session interval; 0 for no timer.</param>
    /// <param name="refreshes">Whether this end refreshes.</param>
    /// <param name="now">Now.</param>
    public static SessionMark Continued(int seconds, bool refreshes, DateTimeOffset now) => seconds == 0
        ? default
        : new(SessionTimer.Start(SessionTimerState.None, seconds, refreshes, now));
}
