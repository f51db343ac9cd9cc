using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// One decision in the making: the domain's commands are told and its effects put into SIP at once, in order; the dialogs
/// that moved are recorded when it is done.
/// </summary>
internal sealed class SipTurn(SwitchedCallState state, DateTimeOffset at)
{
    private readonly List<CallEvent> events = [];
    private readonly List<SwitchedCallEffect> effects = [];
    private readonly LegDialogs before = state.Dialogs;

    public SwitchedCallState State { get; private set; } = state;

    public DateTimeOffset At { get; } = at;

    public CallRouted Routing => State.Routing ?? throw new InvalidOperationException("There is no call yet.");

    public CallTokens Tokens => new(Call.Identity.CallUuid, Routing.Secret);

    public CallCreated Call => State.Call.Facts ?? throw new InvalidOperationException("There is no call yet.");

    /// <summary>Why a party hung up or gave up, by its header field Reason (RFC 3326); passed on.</summary>
    public string? Reason { get; set; }

    /// <summary>Where the response leads, if it is a redirection that may be followed.</summary>
    public Redirect? Redirect { get; set; }

    /// <summary>What a party said is to be passed on reliably (RFC 3262).</summary>
    public bool IsReliable { get; set; }

    /// <summary>The caller's PRACK whose answer is being passed on.</summary>
    public ServerTransactionId? Pracked { get; set; }

    public LegDialog? this[LegId leg]
    {
        get => State.Dialogs[leg];
        set => State = State with { Dialogs = State.Dialogs.With(leg, value!) };
    }

    public void Record(CallEvent @event)
    {
        events.Add(@event);
        State = SwitchedCall.Evolve(State, @event);
        Reason ??= EndReasons.Of(@event);
    }

    public void Do(SwitchedCallEffect effect)
    {
        if (effect is SwitchedCallEffect.Respond respond && KnownRequest.IsKept(respond)) Record(KnownRequest.Answered(At, respond));
        effects.Add(effect);
    }

    /// <summary>Answers as before, or what needs no memory to be answered alike again.</summary>
    public void Repeat(SwitchedCallEffect.Respond answer) => effects.Add(answer);

    /// <summary>Tells the domain, and puts what it asks for into SIP.</summary>
    public void Tell(CallCommand command)
    {
        var decision = CallDecider.Decide(State.Call, command);
        foreach (var @event in decision.Events) Record(@event);
        foreach (var effect in decision.Effects) CallEffects.Put(this, effect);
    }

    /// <summary>A final refusal of a request that the domain need not hear of.</summary>
    public void Refuse(
        LegId leg, ServerTransactionId transaction, int status, string? reason = null, (string, string)? header = null)
    {
        var draft = new ResponseDraft(status, reason) { Headers = header is { } one ? [one] : [] };
        Do(new SwitchedCallEffect.Respond(leg, transaction, draft));
    }

    /// <summary>Refuses what belongs to no dialog of the call, or not to where it has come to.</summary>
    public void TurnAway(LegId leg, ServerTransactionId transaction, int status, string? reason = null) =>
        Repeat(new(leg, transaction, new ResponseDraft(status, reason)));

    public Decision<CallEvent, SwitchedCallEffect> End()
    {
        if (State.Call is CallState.Ending or CallState.Ended) EarlyOffers.Release(this);
        foreach (var leg in Legs.Ids)
        {
            if (State.Dialogs[leg] is not { } dialog || dialog == before[leg]) continue;
            var known = before[leg] is { } former ? former with { Session = dialog.Session } : null;
            if (dialog != known) events.Add(Change(leg, known, dialog));
            if (dialog.Session != before[leg]?.Session) events.Add(new SessionTimerSet(At, leg, dialog.Session));
        }

        if (State.Call is CallState.Ended && events.Count > 0) effects.Add(new SwitchedCallEffect.Finish());
        return new(events, effects);
    }

    private CallEvent Change(LegId leg, LegDialog? from, LegDialog to) => from?.With(to.Progress()) == to
        ? new DialogMoved(At, leg, to.Progress())
        : new DialogChanged(At, leg, to);

    /// <summary>Acknowledges the last success of a leg; each time it is repeated with the same ACK.</summary>
    public void SendAck(LegId leg, LegDialog dialog) => Do(new SwitchedCallEffect.SendAck(
        leg, LegRequests.Ack(dialog), Tokens.Branch(leg, dialog.Generation, SipMethod.Ack, dialog.AckNumber)));

    /// <summary>Sends the next request of a leg's dialog.</summary>
    public void Send(LegId leg, SipMethod method, Action<SipRequest>? complete = null)
    {
        if (this[leg] is not { } dialog) return;
        (this[leg], var request, var branch) = LegRequests.Next(Tokens, leg, dialog with { SentAt = At }, method);
        complete?.Invoke(request);
        Do(new SwitchedCallEffect.Send(leg, request, branch));
    }
}
