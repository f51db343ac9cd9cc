using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using static ActiveRecording.Sip.Transactions.NonInviteClient;

namespace ActiveRecording.Sip.Transactions;

/// <summary>Carries out what <see cref="NonInviteClient"/> says.</summary>
internal sealed class NonInviteClientTransaction(
    OutgoingRequest sent, IClientTransactionUser user, TransactionContext context, Action? otherwise,
    Action<ClientTransaction> ended)
    : ClientTransaction(sent, user, context, otherwise)
{
    private State state = State.Trying;
    private TimeSpan interval = context.Durations.T1;
    private RunningTimer timerE;
    private RunningTimer timerF;

    public override void Start()
    {
        timerF = Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerF));
        if (!Reliable) timerE = Context.Timers.Start(interval, () => Step(Input.TimerE));
        SendRequest();
    }

    public override void Receive(SipResponse response) =>
        Step(response.IsProvisional ? Input.Provisional : Input.Final, response);

    public override void Fail(string reason) => Step(Input.TransportError, reason: reason);

    private void Step(Input input, SipResponse? response = null, string? reason = null)
    {
        (state, var actions) = NonInviteClient.Step(state, input);
        if (actions.HasFlag(Actions.StopTimers)) StopTimers();
        if (actions.HasFlag(Actions.RestartTimerE)) RestartTimerE(2 * interval);
        if (actions.HasFlag(Actions.RestartTimerEAtT2)) RestartTimerE(Context.Durations.T2);
        if (actions.HasFlag(Actions.StartTimerK))
            Context.Timers.Start(Context.Durations.Linger(Reliable), () => Step(Input.TimerK));
        if (state == State.Terminated) ended(this);
        if (actions.HasFlag(Actions.Resend)) SendAgain();
        if (actions.HasFlag(Actions.PassUp)) PassUp(response!);
        if (actions.HasFlag(Actions.ReportTimeout)) ReportTimeout();
        if (actions.HasFlag(Actions.ReportTransportError)) ReportTransportError(reason ?? "");
    }

    private void StopTimers()
    {
        timerE.Cancel();
        timerF.Cancel();
    }

    private void RestartTimerE(TimeSpan next)
    {
        interval = next < Context.Durations.T2 ? next : Context.Durations.T2;
        timerE = Context.Timers.Start(interval, () => Step(Input.TimerE));
    }
}
