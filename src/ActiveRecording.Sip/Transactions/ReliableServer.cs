namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// Reliable provisional responses of one INVITE at the answering side (RFC 3262 §3): one at a time is repeated until its
/// PRACK, and a 2xx waits for that when a session description is among what was not acknowledged.
/// </summary>
public static class ReliableServer
{
    /// <summary>What is outstanding.</summary>
    public enum State
    {
        /// <summary>Nothing.</summary>
        Idle,

        /// <summary>A response without a session description.</summary>
        Pending,

        /// <summary>A response with a session description.</summary>
        PendingSession,

        /// <summary>Acknowledged by a PRACK that the user has not answered: its offer comes first (RFC 3262 §5).</summary>
        Acknowledged,

        /// <summary>The INVITE has its final response.</summary>
        Over,
    }

    /// <summary>What happens.</summary>
    public enum Input
    {
        /// <summary>The user answers 1xx, reliably, without a session description.</summary>
        SendReliable,

        /// <summary>The user answers 1xx, reliably, with a session description.</summary>
        SendReliableSession,

        /// <summary>The user answers 2xx.</summary>
        SendSuccess,

        /// <summary>The user answers 300 to 699.</summary>
        SendFailure,

        /// <summary>The PRACK of what is outstanding.</summary>
        Prack,

        /// <summary>The user has answered the PRACK.</summary>
        PrackAnswered,

        /// <summary>Time to send again.</summary>
        TimerRepeat,

        /// <summary>No PRACK in 64 × T1.</summary>
        TimerGiveUp,
    }

    /// <summary>What is to be done, in the order of the bits.</summary>
    [Flags]
    public enum Actions
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Both timers.</summary>
        StopTimers = 1,

        /// <summary>Give it the next RSeq and remember it as outstanding.</summary>
        Number = 2,

        /// <summary>Send the user's response.</summary>
        Send = 4,

        /// <summary>Keep the user's response until the PRACK comes.</summary>
        Keep = 8,

        /// <summary>Both timers: repeat after T1, give up after 64 × T1.</summary>
        StartTimers = 16,

        /// <summary>Send the outstanding response again.</summary>
        Resend = 32,

        /// <summary>The timer of the repetition with twice its interval.</summary>
        RestartTimer = 64,

        /// <summary>Take the next response that was kept, as if the user sent it now.</summary>
        Release = 128,

        /// <summary>Answer the INVITE with 504 and tell the user.</summary>
        Refuse = 256,
    }

    /// <summary>One step; pure, and without an allocation. While responses are kept, 1xx and 2xx join them instead.</summary>
    public static (State Next, Actions Actions) Step(State state, Input input) => (state, input) switch
    {
#pragma warning disable format // A transition table: columns are the point.
        (State.Idle,           Input.SendReliable)        => (State.Pending,        Actions.Number | Actions.Send | Actions.StartTimers),
        (State.Idle,           Input.SendReliableSession) => (State.PendingSession, Actions.Number | Actions.Send | Actions.StartTimers),
        (State.Idle,           Input.SendSuccess)         => (State.Over,           Actions.Send),

        (State.Pending,        Input.SendSuccess)         => (State.Over,           Actions.StopTimers | Actions.Send),
        (State.PendingSession or State.Acknowledged, Input.SendSuccess)
                                                          => (state,                Actions.Keep),
        (State.Pending or State.PendingSession or State.Acknowledged, Input.SendReliable or Input.SendReliableSession)
                                                          => (state,                Actions.Keep),
        (State.Pending or State.PendingSession, Input.Prack)
                                                          => (State.Acknowledged,   Actions.StopTimers),
        (State.Acknowledged,   Input.PrackAnswered)       => (State.Idle,           Actions.Release),

        (State.Pending or State.PendingSession, Input.TimerRepeat)
                                                          => (state,                Actions.Resend | Actions.RestartTimer),
        (State.Pending or State.PendingSession, Input.TimerGiveUp)
                                                          => (State.Over,           Actions.StopTimers | Actions.Refuse),

        (not State.Over,       Input.SendFailure)         => (State.Over,           Actions.StopTimers | Actions.Send),

        _                                                 => (state,                Actions.None),
#pragma warning restore format
    };
}
