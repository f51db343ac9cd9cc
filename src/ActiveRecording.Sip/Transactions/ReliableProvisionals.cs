using ActiveRecording.Sip.Messages;
using static ActiveRecording.Sip.Transactions.ReliableServer;

namespace ActiveRecording.Sip.Transactions;

/// <summary>Carries out what <see cref="ReliableServer"/> says, for one INVITE.</summary>
internal sealed class ReliableProvisionals
{
    /// <summary>Responses kept for an INVITE; a user that sends more is told that they are of no use.</summary>
    private const int MaxKept = 8;

    private readonly Queue<SipResponse> kept = new();
    private readonly InviteServerTransaction transaction;
    private readonly TransactionContext context;
    private readonly Func<SipResponse, bool> send;
    private readonly Action missing;
    private State state = State.Idle;
    private SipResponse? outstanding;
    private uint next;
    private RunningTimer repeat;
    private RunningTimer giveUp;
    private TimeSpan interval;

    /// <param name="transaction">The INVITE.</param>
    /// <param name="first">The first RSeq, 1 to 2^31 - 1 (RFC 3262 §3).</param>
    /// <param name="context">What transactions share.</param>
    /// <param name="send">Sends a response; false if there is no use for it.</param>
    /// <param name="missing">Told when the PRACK never came and the INVITE was refused.</param>
    public ReliableProvisionals(
        InviteServerTransaction transaction, uint first, TransactionContext context, Func<SipResponse, bool> send, Action missing)
    {
        this.transaction = transaction;
        this.context = context;
        this.send = send;
        this.missing = missing;
        next = first;
    }

    /// <summary>What a PRACK names it by: dialog and CSeq number of the INVITE.</summary>
    public required (string CallId, string? ToTag, uint CSeq) Key { get; init; }

    /// <summary>
    /// Whether a response is to be sent reliably: it or the request asks for that and the peer knows how. One that cannot
    /// be is made an ordinary one.
    /// </summary>
    public static bool Apply(SipRequest invite, SipResponse response)
    {
        if (response.StatusCode is <= 100 or >= 200) return false;
        var wanted = invite.Requires(OptionTags.Reliable) || response.Requires(OptionTags.Reliable);
        if (wanted && invite.Supports(OptionTags.Reliable)) return true;
        response.RemoveRequired(OptionTags.Reliable);
        response.RSeq = null;
        return false;
    }

    /// <summary>The user's response.</summary>
    /// <returns>False when there is no use for it.</returns>
    public bool Respond(SipResponse response)
    {
        if (response.IsProvisional && !Apply(transaction.Request, response)) return state != State.Over && send(response);
        var input = response.IsSuccess ? Input.SendSuccess
            : response.IsFinal ? Input.SendFailure
            : response.Body.IsEmpty ? Input.SendReliable : Input.SendReliableSession;
        return input != Input.SendFailure && kept.Count > 0 && state != State.Over ? Keep(response) : Step(input, response);
    }

    /// <summary>A PRACK of this INVITE.</summary>
    /// <returns>False when it acknowledges nothing that is outstanding: 481.</returns>
    public bool Acknowledge(RAck rack)
    {
        if (outstanding?.RSeq != rack.Response || rack.Method != SipMethod.Invite) return false;
        outstanding = null;
        Step(Input.Prack);
        return true;
    }

    /// <summary>The PRACK that came last has been answered.</summary>
    public void PrackAnswered() => Step(Input.PrackAnswered);

    /// <summary>The INVITE is over.</summary>
    public void Stop()
    {
        repeat.Cancel();
        giveUp.Cancel();
        kept.Clear();
    }

    private bool Keep(SipResponse response)
    {
        if (kept.Count >= MaxKept) return false;
        kept.Enqueue(response);
        return true;
    }

    private bool Step(Input input, SipResponse? response = null)
    {
        (state, var actions) = ReliableServer.Step(state, input);
        if (actions.HasFlag(Actions.StopTimers)) StopTimers();
        if (actions.HasFlag(Actions.Number)) Number(response!);
        if (actions.HasFlag(Actions.StartTimers)) StartTimers();
        if (actions.HasFlag(Actions.Resend)) Resend();
        if (actions.HasFlag(Actions.RestartTimer)) RestartTimer();
        if (actions.HasFlag(Actions.Release) && kept.TryDequeue(out var waiting)) Release(waiting);
        if (actions.HasFlag(Actions.Refuse)) Refuse();
        if (actions.HasFlag(Actions.Keep)) return Keep(response!);
        return actions.HasFlag(Actions.Send) && send(response!);
    }

    /// <summary>The next number, or the one that a user gave who repeats what it sent before a crash.</summary>
    private void Number(SipResponse response)
    {
        response.AddRequired(OptionTags.Reliable);
        var number = response.RSeq ?? next;
        response.RSeq = number;
        next = number + 1;
        outstanding = response;
    }

    private void StopTimers()
    {
        repeat.Cancel();
        giveUp.Cancel();
    }

    private void StartTimers()
    {
        interval = context.Durations.T1;
        repeat = context.Timers.Start(interval, () => Step(Input.TimerRepeat));
        giveUp = context.Timers.Start(context.Durations.GiveUp, () => Step(Input.TimerGiveUp));
    }

    private void Resend()
    {
        context.Meter.Repeated("sent");
        send(outstanding!);
    }

    private void RestartTimer()
    {
        interval *= 2;
        repeat = context.Timers.Start(interval, () => Step(Input.TimerRepeat));
    }

    private void Release(SipResponse waiting)
    {
        Step(waiting.IsSuccess ? Input.SendSuccess : waiting.Body.IsEmpty ? Input.SendReliable : Input.SendReliableSession, waiting);
        // Behind an answer nothing can follow.
        if (state == State.Over) kept.Clear();
    }

    private void Refuse()
    {
        context.Meter.Failed("prack-missing");
        kept.Clear();
        send(transaction.Request.CreateResponse(504, toTag: outstanding!.To.Tag));
        missing();
    }
}
