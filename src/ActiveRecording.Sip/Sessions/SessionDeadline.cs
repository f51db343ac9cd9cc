namespace ActiveRecording.Sip.Sessions;

/// <summary>What a session timer asks for (RFC 4028 §10).</summary>
public enum SessionAct
{
    /// <summary>Send UPDATE or re-INVITE with <see cref="SessionTimer.Offer"/>.</summary>
    Refresh,

    /// <summary>Send BYE: the session was not refreshed in time.</summary>
    HangUp,
}

/// <summary>The next thing to be done for a session timer.</summary>
/// <param name="Act">What.</param>
/// <param name="At">When.</param>
public readonly record struct SessionDeadline(SessionAct Act, DateTimeOffset At);
