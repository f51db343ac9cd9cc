namespace ActiveRecording.Sip.Transactions;

/// <summary>The timers of RFC 3261 Table 4 with the additions of RFC 6026, all derived from three values.</summary>
public sealed record SipTimers
{
    /// <summary>Round-trip estimate, 500 ms by default.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest interval between two sendings of a non-INVITE request or an INVITE response, 4 s by default.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Longest time a message stays in the network, 5 s by default.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until the endpoint answers an INVITE with 100 by itself (RFC 3261 §17.2.1); zero is at once.</summary>
    public TimeSpan Trying { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Timers B, F, H, L and M: 64 × T1, 32 s by default.</summary>
    public TimeSpan GiveUp => 64 * T1;

    /// <summary>Timer D: how long a refused INVITE answers repeated responses; at least 32 s over UDP, 0 otherwise.</summary>
    public TimeSpan RefusedInvite(bool reliable) =>
        reliable ? TimeSpan.Zero : GiveUp > LeastTimerD ? GiveUp : LeastTimerD;

    /// <summary>Timers I and K: T4 over UDP, 0 otherwise.</summary>
    public TimeSpan Linger(bool reliable) => reliable ? TimeSpan.Zero : T4;

    /// <summary>Timer J: 64 × T1 over UDP, 0 otherwise.</summary>
    public TimeSpan AnsweredRequest(bool reliable) => reliable ? TimeSpan.Zero : GiveUp;

    private static readonly TimeSpan LeastTimerD = TimeSpan.FromSeconds(32);
}
