using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using static ActiveRecording.Sip.Transactions.InviteClient;

namespace ActiveRecording.Sip.Transactions;

/// <summary>Carries out what <see cref="InviteClient"/> says.</summary>
internal sealed class InviteClientTransaction(
    OutgoingRequest sent, IClientTransactionUser user, TransactionContext context, Action? otherwise,
    Action<ClientTransaction> ended, Action<SipRequest, SipHop> sendCancel)
    : ClientTransaction(sent, user, context, otherwise)
{
    /// <summary>Early dialogs whose order is watched; a peer that makes more is its own enemy.</summary>
    private const int MaxForks = 64;

    private State state = State.Calling;
    private TimeSpan interval = context.Durations.T1;
    private RunningTimer timerA;
    private RunningTimer timerB;
    private RunningTimer timerCancelled;
    private RunningTimer timerProgress;
    private Dictionary<string, uint>? lastRSeq;
    private SipRequest? cancel;
    private bool cancelSent;
    private SipResponse? unacknowledged;

    /// <summary>Whether a refusal is acknowledged only by <see cref="Acknowledge"/>.</summary>
    public bool HoldsAck { private get; set; }

    protected override bool IsCancelled => cancel is not null;

    public override void Start()
    {
        timerB = Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerB));
        if (!Reliable) timerA = Context.Timers.Start(interval, () => Step(Input.TimerA));
        SendRequest();
    }

    public override void Receive(SipResponse response)
    {
        var input = response.IsProvisional ? Input.Provisional : response.IsSuccess ? Input.Success : Input.Failure;
        Step(input, response);
        if (input != Input.Provisional) return;
        if (cancel is not null) SendCancel();
        else if (Request.To.Tag is not null && state == State.Proceeding) AwaitProgress();
    }

    /// <summary>False for a reliable provisional response that is repeated or comes before its turn (RFC 3262 §4).</summary>
    public bool IsInOrder(SipResponse response)
    {
        if (!response.IsReliable || response.RSeq is not { } number || response.To.Tag is not { } tag) return true;
        lastRSeq ??= new(1, StringComparer.Ordinal);
        uint? last = lastRSeq.TryGetValue(tag, out var before) ? before : null;
        if (ReliableOrder.Judge(last, number) != ReliableVerdict.Next) return false;
        if (last is not null || lastRSeq.Count < MaxForks) lastRSeq[tag] = number;
        return true;
    }

    /// <summary>Acknowledges the refusal that was held, and each repetition of it from now on.</summary>
    public void Acknowledge()
    {
        HoldsAck = false;
        if (unacknowledged is { } response) SendAck(response);
        unacknowledged = null;
    }

    public override void Fail(string reason) => Step(Input.TransportError, reason: reason);

    /// <summary>Sends CANCEL, but not before a provisional response (RFC 3261 §9.1).</summary>
    /// <param name="reason">The value of Reason (RFC 3326), if any.</param>
    public void Cancel(string? reason)
    {
        if (cancel is not null || state is not (State.Calling or State.Proceeding)) return;
        cancel = RequestsOfTransactions.Cancel(Request, reason);
        if (state == State.Proceeding) SendCancel();
    }

    /// <summary>
    /// A re-INVITE is answered by a machine. One that is under way for 64 × T1 is cancelled: a proxy that has said 100 and is gone
    /// says nothing more, and the transaction has no timer of its own for that (RFC 3261 §17.1.1.2).
    /// </summary>
    private void AwaitProgress()
    {
        timerProgress.Cancel();
        timerProgress = Context.Timers.Start(Context.Durations.GiveUp, () => Cancel(null));
    }

    private void SendCancel()
    {
        if (state != State.Proceeding || cancelSent) return;
        cancelSent = true;
        timerCancelled = Context.Timers.Start(Context.Durations.GiveUp, () => Step(Input.TimerCancelled));
        sendCancel(cancel!, Hop);
    }

    private void Step(Input input, SipResponse? response = null, string? reason = null)
    {
        (state, var actions) = InviteClient.Step(state, input);
        if (actions.HasFlag(Actions.StopTimers)) StopTimers();
        if (actions.HasFlag(Actions.RestartTimerA)) RestartTimerA();
        if (actions.HasFlag(Actions.StartTimerD)) Linger(Context.Durations.RefusedInvite(Reliable && !HoldsAck), Input.TimerD);
        if (actions.HasFlag(Actions.StartTimerM)) Linger(Context.Durations.GiveUp, Input.TimerM);
        if (state == State.Terminated) ended(this);
        if (actions.HasFlag(Actions.Resend)) SendAgain();
        if (actions.HasFlag(Actions.SendAck)) SendAck(response!);
        if (actions.HasFlag(Actions.PassUp)) PassUp(response!);
        if (actions.HasFlag(Actions.ReportTimeout)) ReportTimeout();
        if (actions.HasFlag(Actions.ReportTransportError)) ReportTransportError(reason ?? "");
    }

    private void StopTimers()
    {
        timerA.Cancel();
        timerB.Cancel();
        timerCancelled.Cancel();
        timerProgress.Cancel();
    }

    private void RestartTimerA()
    {
        interval *= 2;
        timerA = Context.Timers.Start(interval, () => Step(Input.TimerA));
    }

    private void Linger(TimeSpan due, Input input) => Context.Timers.Start(due, () => Step(input));

    private void SendAck(SipResponse response)
    {
        if (HoldsAck)
        {
            unacknowledged = response;
            return;
        }

        var ack = RequestsOfTransactions.Ack(Request, response);
        Context.Outbox.Send(ack, ack.ToBytes(), Hop with { Flow = Flow ?? Hop.Flow });
    }
}
