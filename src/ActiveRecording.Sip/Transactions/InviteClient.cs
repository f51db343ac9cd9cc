namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// The INVITE client transaction: RFC 3261 §17.1.1, figure 5, with the Accepted state of RFC 6026 §7.2.
/// Over a reliable transport Timer A is never started and Timer D is zero.
/// </summary>
public static class InviteClient
{
    /// <summary>The circles of the figure.</summary>
    public enum State
    {
        /// <summary>Sent, nothing heard.</summary>
        Calling,

        /// <summary>A provisional response has come.</summary>
        Proceeding,

        /// <summary>Refused and acknowledged; repeated refusals are acknowledged again.</summary>
        Completed,

        /// <summary>A 2xx has come; further ones, from forks or repeated, are passed up.</summary>
        Accepted,

        /// <summary>Over.</summary>
        Terminated,
    }

    /// <summary>The arrows' upper labels.</summary>
    public enum Input
    {
        /// <summary>Time to send again.</summary>
        TimerA,

        /// <summary>No answer in 64 × T1.</summary>
        TimerB,

        /// <summary>The end of Completed.</summary>
        TimerD,

        /// <summary>The end of Accepted.</summary>
        TimerM,

        /// <summary>No final answer in 64 × T1 after CANCEL (RFC 3261 §9.1).</summary>
        TimerCancelled,

        /// <summary>1xx.</summary>
        Provisional,

        /// <summary>2xx.</summary>
        Success,

        /// <summary>300 to 699.</summary>
        Failure,

        /// <summary>The transport could not send, or lost the flow.</summary>
        TransportError,
    }

    /// <summary>The arrows' lower labels, carried out in the order of their bits.</summary>
    [Flags]
    public enum Actions
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Timers A, B and Cancelled.</summary>
        StopTimers = 1,

        /// <summary>Send the request again.</summary>
        Resend = 2,

        /// <summary>Timer A with twice its interval.</summary>
        RestartTimerA = 4,

        /// <summary>Send the ACK of RFC 3261 §17.1.1.3.</summary>
        SendAck = 8,

        /// <summary>Timer D.</summary>
        StartTimerD = 16,

        /// <summary>Timer M.</summary>
        StartTimerM = 32,

        /// <summary>Give the response to the user.</summary>
        PassUp = 64,

        /// <summary>Tell the user that nobody answered.</summary>
        ReportTimeout = 128,

        /// <summary>Tell the user that the transport failed.</summary>
        ReportTransportError = 256,
    }

    /// <summary>One step; pure, and without an allocation.</summary>
    public static (State Next, Actions Actions) Step(State state, Input input) => (state, input) switch
    {
#pragma warning disable format // A transition table: columns are the point.
        (State.Calling,    Input.TimerA)         => (State.Calling,    Actions.Resend | Actions.RestartTimerA),
        (State.Calling,    Input.TimerB)         => (State.Terminated, Actions.StopTimers | Actions.ReportTimeout),
        (State.Calling,    Input.Provisional)    => (State.Proceeding, Actions.StopTimers | Actions.PassUp),
        (State.Proceeding, Input.Provisional)    => (State.Proceeding, Actions.PassUp),

        (State.Proceeding, Input.TimerCancelled) => (State.Terminated, Actions.ReportTimeout),

        (State.Calling or State.Proceeding, Input.Success)        => (State.Accepted,   Actions.StopTimers | Actions.StartTimerM | Actions.PassUp),
        (State.Calling or State.Proceeding, Input.Failure)        => (State.Completed,  Actions.StopTimers | Actions.SendAck | Actions.StartTimerD | Actions.PassUp),
        (State.Calling or State.Proceeding, Input.TransportError) => (State.Terminated, Actions.StopTimers | Actions.ReportTransportError),

        (State.Completed,  Input.Failure)        => (State.Completed,  Actions.SendAck),
        (State.Completed,  Input.TransportError) => (State.Terminated, Actions.ReportTransportError),
        (State.Completed,  Input.TimerD)         => (State.Terminated, Actions.None),

        (State.Accepted,   Input.Success)        => (State.Accepted,   Actions.PassUp),
        (State.Accepted,   Input.TimerM)         => (State.Terminated, Actions.None),

        _                                        => (state,            Actions.None),
#pragma warning restore format
    };
}
