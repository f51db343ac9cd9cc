namespace ActiveRecording.Sip.Transactions;

/// <summary>
/// The non-INVITE server transaction: RFC 3261 §17.2.2, figure 8. Over a reliable transport Timer J is zero. Beyond the
/// figure a request that is not answered while its sender waits is forgotten.
/// </summary>
public static class NonInviteServer
{
    /// <summary>The circles of the figure.</summary>
    public enum State
    {
        /// <summary>Nothing answered yet; repeated requests are absorbed.</summary>
        Trying,

        /// <summary>A provisional response was sent.</summary>
        Proceeding,

        /// <summary>The final response was sent.</summary>
        Completed,

        /// <summary>Over.</summary>
        Terminated,
    }

    /// <summary>The arrows' upper labels.</summary>
    public enum Input
    {
        /// <summary>The request again.</summary>
        Request,

        /// <summary>The end of Completed.</summary>
        TimerJ,

        /// <summary>64 × T1 have passed: the sender's Timer F has fired, nobody waits for an answer.</summary>
        TimerUnanswered,

        /// <summary>The user answers 1xx.</summary>
        SendProvisional,

        /// <summary>The user answers 200 to 699.</summary>
        SendFinal,

        /// <summary>The transport could not send.</summary>
        TransportError,
    }

    /// <summary>The arrows' lower labels, carried out in the order of their bits.</summary>
    [Flags]
    public enum Actions
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Send the user's response, and remember it.</summary>
        Send = 1,

        /// <summary>Send the remembered response again.</summary>
        Resend = 2,

        /// <summary>Timer J.</summary>
        StartTimerJ = 4,

        /// <summary>Count that the user did not answer.</summary>
        ReportTimeout = 8,

        /// <summary>Count that the transport failed.</summary>
        ReportTransportError = 16,
    }

    /// <summary>One step; pure, and without an allocation.</summary>
    public static (State Next, Actions Actions) Step(State state, Input input) => (state, input) switch
    {
#pragma warning disable format // A transition table: columns are the point.
        (State.Trying or State.Proceeding,    Input.SendProvisional) => (State.Proceeding, Actions.Send),
        (State.Trying or State.Proceeding,    Input.SendFinal)       => (State.Completed,  Actions.Send | Actions.StartTimerJ),

        (State.Trying or State.Proceeding,    Input.TimerUnanswered) => (State.Terminated, Actions.ReportTimeout),

        (State.Proceeding or State.Completed, Input.Request)         => (state,            Actions.Resend),
        (State.Proceeding or State.Completed, Input.TransportError)  => (State.Terminated, Actions.ReportTransportError),

        (State.Completed,                     Input.TimerJ)          => (State.Terminated, Actions.None),

        _                                                            => (state,            Actions.None),
#pragma warning restore format
    };
}
