using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using static ActiveRecording.Sip.Transactions.NonInviteServer;

namespace ActiveRecording.Sip.Transactions;

/// <summary>Carries out what <see cref="NonInviteServer"/> says.</summary>
internal sealed class NonInviteServerTransaction(
    ServerTransactionId id, SipRequest request, SipHop replyTo, TransactionContext context, Action<ServerTransaction> ended)
    : ServerTransaction(id, request, replyTo, context)
{
    private State state = State.Trying;
    private RunningTimer timerUnanswered;

    /// <summary>Starts waiting for the user's answer.</summary>
    public void Start() =>
        timerUnanswered = Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerUnanswered));

    public override void Repeated()
    {
        Context.Meter.Repeated("absorbed");
        Step(Input.Request);
    }

    public override bool Respond(SipResponse response)
    {
        if (state is not (State.Trying or State.Proceeding)) return false;
        Step(response.IsProvisional ? Input.SendProvisional : Input.SendFinal, response);
        return true;
    }

    protected override void Fail() => Step(Input.TransportError);

    private void Step(Input input, SipResponse? response = null)
    {
        (state, var actions) = NonInviteServer.Step(state, input);
        if (actions.HasFlag(Actions.StartTimerJ)) StartTimerJ();
        if (state == State.Terminated) ended(this);
        if (actions.HasFlag(Actions.Send)) Send(response!);
        if (actions.HasFlag(Actions.Resend)) SendAgain();
        if (actions.HasFlag(Actions.ReportTimeout)) Context.Meter.Failed("timeout");
        if (actions.HasFlag(Actions.ReportTransportError)) Context.Meter.Failed("transport");
    }

    private void StartTimerJ()
    {
        timerUnanswered.Cancel();
        Context.Timers.Start(Context.Durations.AnsweredRequest(Reliable), () => Step(Input.TimerJ));
    }
}
