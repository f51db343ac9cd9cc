using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using static ActiveRecording.Sip.Transactions.InviteServer;

namespace ActiveRecording.Sip.Transactions;

/// <summary>Carries out what <see cref="InviteServer"/> says.</summary>
internal sealed class InviteServerTransaction(
    ServerTransactionId id, SipRequest request, SipHop replyTo, TransactionContext context, Action<ServerTransaction> ended)
    : ServerTransaction(id, request, replyTo, context)
{
    private State state = State.Proceeding;
    private TimeSpan interval = context.Durations.T1;
    private RunningTimer timerTrying;
    private RunningTimer timerG;
    private RunningTimer timerH;

    /// <summary>Whether CANCEL still makes a difference (RFC 3261 §9.2).</summary>
    public bool IsUnanswered => state == State.Proceeding;

    /// <summary>Refused, and the ACK of that has not come.</summary>
    public bool OwesAck { get; private set; }

    /// <summary>Run once, just before the final response.</summary>
    public Action<SipResponse>? BeforeAnswer { private get; set; }

    /// <summary>Its reliable provisional responses; null before the first.</summary>
    public ReliableProvisionals? Provisionals { get; set; }

    /// <summary>Answers 100 unless the user is faster (RFC 3261 §17.2.1).</summary>
    public void Start()
    {
        if (Context.HoldsTrying) return;
        if (Context.Durations.Trying <= TimeSpan.Zero) Step(Input.TimerTrying);
        else timerTrying = Context.Timers.Start(Context.Durations.Trying, () => Step(Input.TimerTrying));
    }

    public override void Repeated()
    {
        Context.Meter.Repeated("absorbed");
        Step(Input.Invite);
    }

    /// <summary>An ACK with this transaction's branch.</summary>
    /// <returns>True when it acknowledges a 2xx and is the user's.</returns>
    public bool Acknowledged() => Step(Input.Ack).HasFlag(Actions.PassAckUp);

    public override bool Respond(SipResponse response)
    {
        if (response.IsFinal)
        {
            var before = BeforeAnswer;
            BeforeAnswer = null;
            before?.Invoke(response);
        }

        var input = response.IsProvisional ? Input.SendProvisional
            : response.IsSuccess ? Input.SendSuccess : Input.SendFailure;
        return Step(input, response).HasFlag(Actions.Send);
    }

    protected override void Fail() => Step(Input.TransportError);

    private Actions Step(Input input, SipResponse? response = null)
    {
        (state, var actions) = InviteServer.Step(state, input);
        if (state is State.Completed or State.Confirmed) OwesAck = state == State.Completed;
        if (actions.HasFlag(Actions.StopTimers)) StopTimers();
        if (actions.HasFlag(Actions.StartTimersGH)) StartTimersGH();
        if (actions.HasFlag(Actions.RestartTimerG)) RestartTimerG();
        if (actions.HasFlag(Actions.StartTimerI))
            Context.Timers.Start(Context.Durations.Linger(Reliable), () => Step(Input.TimerI));
        if (actions.HasFlag(Actions.StartTimerL))
            Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerL));
        if (state == State.Terminated) ended(this);
        if (actions.HasFlag(Actions.SendTrying) && !HasAnswered) Send(Request.CreateResponse(100));
        if (actions.HasFlag(Actions.Send)) Send(response!);
        if (actions.HasFlag(Actions.Resend)) SendAgain();
        if (actions.HasFlag(Actions.ReportTimeout)) Context.Meter.Failed("timeout");
        if (actions.HasFlag(Actions.ReportTransportError)) Context.Meter.Failed("transport");
        return actions;
    }

    private void StopTimers()
    {
        timerTrying.Cancel();
        timerG.Cancel();
        timerH.Cancel();
    }

    private void StartTimersGH()
    {
        timerH = Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerH));
        if (!Reliable) timerG = Context.Timers.Start(interval, () => Step(Input.TimerG));
    }

    private void RestartTimerG()
    {
        interval = 2 * interval < Context.Durations.T2 ? 2 * interval : Context.Durations.T2;
        timerG = Context.Timers.Start(interval, () => Step(Input.TimerG));
    }
}
