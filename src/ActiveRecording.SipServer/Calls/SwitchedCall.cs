using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>
/// A call as one entity and one stream: SIP in, the domain's decision in the middle, SIP out. Pure; everything it has to
/// remember is in its events.
/// </summary>
public sealed class SwitchedCall : IDecider<SwitchedCallState, SwitchedCallCommand, CallEvent, SwitchedCallEffect>
{
    /// <inheritdoc/>
    public static SwitchedCallState Initial { get; } = new(CallDecider.Initial, null, new LegDialogs());

    /// <inheritdoc/>
    public static Decision<CallEvent, SwitchedCallEffect> Decide(SwitchedCallState state, SwitchedCallCommand command)
    {
        var turn = new SipTurn(state, command.At);
        switch (command)
        {
            case SwitchedCallCommand.Place c when state.Call is CallState.Idle: Place(turn, c); break;
            case SwitchedCallCommand.Place c: Repetitions.Place(turn, c.Transaction); break;
            case SwitchedCallCommand.Recall c when state.Call is CallState.Idle: turn.Do(new SwitchedCallEffect.Admit(c.Transaction, c.Invite, c.From)); break;
            case SwitchedCallCommand.Recall c: Repetitions.Place(turn, c.Transaction); break;
            case SwitchedCallCommand.Receive c: ReceivedRequests.Receive(turn, c); break;
            case SwitchedCallCommand.ReceiveAck c: ReceivedRequests.Ack(turn, c.Leg, c.Ack); break;
            case SwitchedCallCommand.ReceiveCancel c: ReceivedRequests.Cancel(turn, c); break;
            case SwitchedCallCommand.ReceiveLateCancel c: Repetitions.Cancel(turn, c); break;
            case SwitchedCallCommand.MissAck c: ReceivedRequests.MissAck(turn, c.Leg); break;
            case SwitchedCallCommand.ReceiveResponse c: ReceivedResponses.Receive(turn, c); break;
            case SwitchedCallCommand.MissResponse c: ReceivedResponses.Miss(turn, c); break;
            case SwitchedCallCommand.AnswerRelayed when state.Routing is null: break;
            case SwitchedCallCommand.AnswerRelayed c: PartyRequests.Answer(turn, c); break;
            case SwitchedCallCommand.RelayAnew c: PartyRequests.Relay(turn, c.Leg, c.Asked, c.Request); break;
            case SwitchedCallCommand.SettleRefusal c: Repetitions.Settle(turn, c.Leg, c.Transaction); break;
            case SwitchedCallCommand.Recover when state.Routing is null: break;
            case SwitchedCallCommand.Recover: SipResumption.Run(turn); break;
            case SwitchedCallCommand.AwakeSession c: LegSessions.Awake(turn, c.Leg); break;
            case SwitchedCallCommand.Tell c: turn.Tell(c.Command); break;
            default: throw new ArgumentOutOfRangeException(nameof(command), command, "No such command.");
        }

        return turn.End();
    }

    /// <inheritdoc/>
    public static SwitchedCallState Evolve(SwitchedCallState state, CallEvent @event) => @event switch
    {
        CallRouted routed => state with { Routing = routed },
        DialogChanged changed => state with
        {
            Dialogs = state.Dialogs.With(changed.Leg, changed.Dialog with { Session = state.Dialogs[changed.Leg]?.Session }),
        },
        SessionTimerSet set when state.Dialogs[set.Leg] is { } dialog =>
            state with { Dialogs = state.Dialogs.With(set.Leg, dialog with { Session = set.Timer }) },
        DialogMoved moved when state.Dialogs[moved.Leg] is { } dialog =>
            state with { Dialogs = state.Dialogs.With(moved.Leg, dialog.With(moved.Progress)) },
        RequestAnswered answered => state with { Known = state.Known.With(answered) },
        RequestPassedOn passed => state with { Known = state.Known.With(passed) },
        _ => state with { Call = CallDecider.Evolve(state.Call, @event) },
    };

    /// <inheritdoc/>
    public static IReadOnlyList<SwitchedCallEffect> Resume(SwitchedCallState state) =>
        state.Call is CallState.Idle || IsEnded(state) ? [] : [new SwitchedCallEffect.Recovered(state.Call is not CallState.Ended)];

    /// <inheritdoc/>
    public static bool IsEnded(SwitchedCallState state) => CallDecider.IsEnded(state.Call) && !state.Dialogs.HaveRefusal;

    private static void Place(SipTurn turn, SwitchedCallCommand.Place place)
    {
        turn.Record(place.Routing);
        var tokens = new CallTokens(place.Call.Identity.CallUuid, place.Routing.Secret);
        var contact = SipUri.Parse(place.Routing.Origin.Contact);
        turn[LegId.Origin] = new LegDialog(Dialog.FromUas(place.Invite, tokens.Tag(LegId.Origin), contact, early: true))
        {
            Received = ReceivedInvite.Of(place.Transaction, place.Invite),
        };
        turn.Do(new SwitchedCallEffect.Expect(LegId.Origin, place.Transaction));
        turn.Tell(place.Call);
    }
}
