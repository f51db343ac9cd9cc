namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// The INVITE server transaction: RFC 3261 §17.2.1, figure 7, with the Accepted state of RFC 6026 §7.1, which also
/// keeps the state when a response could not be sent. Over a reliable transport Timer G is never started and Timer I
/// is zero. The repetition of a 2xx until its ACK is the user agent's (RFC 3261 §13.3.1.4), not this machine's.
/// </summary>
public static class InviteServer
{
    /// <summary>The circles of the figure.</summary>
    public enum State
    {
        /// <summary>No final response yet.</summary>
        Proceeding,

        /// <summary>Refused, the ACK is awaited.</summary>
        Completed,

        /// <summary>Refused and acknowledged.</summary>
        Confirmed,

        /// <summary>Answered with 2xx; the user may send it again.</summary>
        Accepted,

        /// <summary>Over.</summary>
        Terminated,
    }

    /// <summary>The arrows' upper labels.</summary>
    public enum Input
    {
        /// <summary>The INVITE again.</summary>
        Invite,

        /// <summary>An ACK.</summary>
        Ack,

        /// <summary>The user has not answered in time (200 ms).</summary>
        TimerTrying,

        /// <summary>Time to send the refusal again.</summary>
        TimerG,

        /// <summary>No ACK in 64 × T1.</summary>
        TimerH,

        /// <summary>The end of Confirmed.</summary>
        TimerI,

        /// <summary>The end of Accepted.</summary>
        TimerL,

        /// <summary>The user answers 1xx.</summary>
        SendProvisional,

        /// <summary>The user answers 2xx.</summary>
        SendSuccess,

        /// <summary>The user answers 300 to 699.</summary>
        SendFailure,

        /// <summary>The transport could not send.</summary>
        TransportError,
    }

    /// <summary>The arrows' lower labels, carried out in the order of their bits.</summary>
    [Flags]
    public enum Actions
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Timers Trying, G and H.</summary>
        StopTimers = 1,

        /// <summary>Answer 100.</summary>
        SendTrying = 2,

        /// <summary>Send the user's response, and remember it.</summary>
        Send = 4,

        /// <summary>Send the remembered response again, if there is one.</summary>
        Resend = 8,

        /// <summary>Timers G and H.</summary>
        StartTimersGH = 16,

        /// <summary>Timer G with twice its interval, T2 at most.</summary>
        RestartTimerG = 32,

        /// <summary>Timer I.</summary>
        StartTimerI = 64,

        /// <summary>Timer L.</summary>
        StartTimerL = 128,

        /// <summary>Give the ACK to the user.</summary>
        PassAckUp = 256,

        /// <summary>Count that nobody acknowledged.</summary>
        ReportTimeout = 512,

        /// <summary>Count that the transport failed.</summary>
        ReportTransportError = 1024,
    }

    /// <summary>One step; pure, and without an allocation.</summary>
    public static (State Next, Actions Actions) Step(State state, Input input) => (state, input) switch
    {
#pragma warning disable format // A transition table: columns are the point.
        (State.Proceeding, Input.TimerTrying)     => (State.Proceeding, Actions.SendTrying),
        (State.Proceeding, Input.Invite)          => (State.Proceeding, Actions.Resend),
        (State.Proceeding, Input.SendProvisional) => (State.Proceeding, Actions.StopTimers | Actions.Send),
        (State.Proceeding, Input.SendSuccess)     => (State.Accepted,   Actions.StopTimers | Actions.Send | Actions.StartTimerL),
        (State.Proceeding, Input.SendFailure)     => (State.Completed,  Actions.StopTimers | Actions.Send | Actions.StartTimersGH),

        (State.Completed,  Input.Invite)          => (State.Completed,  Actions.Resend),
        (State.Completed,  Input.TimerG)          => (State.Completed,  Actions.Resend | Actions.RestartTimerG),
        (State.Completed,  Input.Ack)             => (State.Confirmed,  Actions.StopTimers | Actions.StartTimerI),
        (State.Completed,  Input.TimerH)          => (State.Terminated, Actions.StopTimers | Actions.ReportTimeout),

        (State.Confirmed,  Input.TimerI)          => (State.Terminated, Actions.None),

        (State.Accepted,   Input.SendSuccess)     => (State.Accepted,   Actions.Send),
        (State.Accepted,   Input.Ack)             => (State.Accepted,   Actions.PassAckUp),
        (State.Accepted,   Input.TimerL)          => (State.Terminated, Actions.None),

        (not State.Terminated, Input.TransportError) => (state,         Actions.ReportTransportError),

        _                                         => (state,            Actions.None),
#pragma warning restore format
    };
}
