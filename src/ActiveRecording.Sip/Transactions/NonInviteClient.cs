namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// The non-INVITE client transaction: RFC 3261 §17.1.2, figure 6. Over a reliable transport Timer E is never started
/// and Timer K is zero.
/// </summary>
public static class NonInviteClient
{
    /// <summary>The circles of the figure.</summary>
    public enum State
    {
        /// <summary>Sent, nothing heard.</summary>
        Trying,

        /// <summary>A provisional response has come.</summary>
        Proceeding,

        /// <summary>A final response has come; repeated ones are absorbed.</summary>
        Completed,

        /// <summary>Over.</summary>
        Terminated,
    }

    /// <summary>The arrows' upper labels.</summary>
    public enum Input
    {
        /// <summary>Time to send again.</summary>
        TimerE,

        /// <summary>No final answer in 64 × T1.</summary>
        TimerF,

        /// <summary>The end of Completed.</summary>
        TimerK,

        /// <summary>1xx.</summary>
        Provisional,

        /// <summary>200 to 699.</summary>
        Final,

        /// <summary>The transport could not send, or lost the flow.</summary>
        TransportError,
    }

    /// <summary>The arrows' lower labels, carried out in the order of their bits.</summary>
    [Flags]
    public enum Actions
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Timers E and F.</summary>
        StopTimers = 1,

        /// <summary>Send the request again.</summary>
        Resend = 2,

        /// <summary>Timer E with twice its interval, T2 at most.</summary>
        RestartTimerE = 4,

        /// <summary>Timer E with T2.</summary>
        RestartTimerEAtT2 = 8,

        /// <summary>Timer K.</summary>
        StartTimerK = 16,

        /// <summary>Give the response to the user.</summary>
        PassUp = 32,

        /// <summary>Tell the user that nobody answered.</summary>
        ReportTimeout = 64,

        /// <summary>Tell the user that the transport failed.</summary>
        ReportTransportError = 128,
    }

    /// <summary>One step; pure, and without an allocation.</summary>
    public static (State Next, Actions Actions) Step(State state, Input input) => (state, input) switch
    {
#pragma warning disable format // A transition table: columns are the point.
        (State.Trying,     Input.TimerE)         => (State.Trying,     Actions.Resend | Actions.RestartTimerE),
        (State.Proceeding, Input.TimerE)         => (State.Proceeding, Actions.Resend | Actions.RestartTimerEAtT2),

        (State.Trying or State.Proceeding, Input.TimerF)         => (State.Terminated, Actions.StopTimers | Actions.ReportTimeout),
        (State.Trying or State.Proceeding, Input.Provisional)    => (State.Proceeding, Actions.PassUp),
        (State.Trying or State.Proceeding, Input.Final)          => (State.Completed,  Actions.StopTimers | Actions.StartTimerK | Actions.PassUp),
        (State.Trying or State.Proceeding, Input.TransportError) => (State.Terminated, Actions.StopTimers | Actions.ReportTransportError),

        (State.Completed,  Input.TimerK)         => (State.Terminated, Actions.None),

        _                                        => (state,            Actions.None),
#pragma warning restore format
    };
}
