namespace ActiveRecording.Sip.Sessions;

/// <summary>What this end wants of session timers (RFC 4028).</summary>
public sealed record SessionTimerOptions
{
    /// <summary>The session interval asked for, 30 minutes by default (§4); at least <see cref="Minimum"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1_800);

    /// <summary>The shortest interval accepted, 90 s or more (§5); shorter ones are refused with 422.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromSeconds(SessionExpires.Least);

    /// <summary>Whether a session is refreshed from this end when the peer knows no timers (§7.2, §9).</summary>
    public bool RefreshesAlone { get; init; } = true;

    internal int IntervalSeconds => (int)Math.Max(Interval.TotalSeconds, MinimumSeconds);

    internal int MinimumSeconds => (int)Math.Max(Minimum.TotalSeconds, SessionExpires.Least);
}
