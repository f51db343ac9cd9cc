using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Calls;

/// <summary>
/// A back-to-back call: the caller's dialog, the callee's, and when the call is recorded one with the Media Server for
/// each of them, anchored before the callee is invited so that no party sees a re-INVITE for it.
/// </summary>
public sealed class CallDecider : IDecider<CallState, CallCommand, CallEvent, CallEffect>
{
    /// <inheritdoc/>
    public static CallState Initial { get; } = new CallState.Idle();

    /// <inheritdoc/>
    public static Decision<CallEvent, CallEffect> Decide(CallState state, CallCommand command)
    {
        var turn = new Turn(state, command.At);
        if (!Decide(turn, command)) turn.Do(new CallEffect.Disregard(command.GetType().Name, state.GetType().Name));
        return turn.Decision;
    }

    /// <inheritdoc/>
    public static CallState Evolve(CallState state, CallEvent @event) => CallEvolution.Evolve(state, @event);

    /// <inheritdoc/>
    public static IReadOnlyList<CallEffect> Resume(CallState state) => Resumption.Of(state);

    /// <inheritdoc/>
    public static bool IsEnded(CallState state) => state is CallState.Ended;

    private static bool Decide(Turn turn, CallCommand command) => (turn.State, command) switch
    {
        (CallState.Idle, CallCommand.Place place) => Placing.Place(turn, place),
        (_, CallCommand.StartRecording start) => RecordingRequests.Start(turn, start),
        (_, CallCommand.StopRecording stop) => RecordingRequests.Stop(turn, stop),
        (CallState.Ended, CallCommand.Accept c) => Acceptance.AcceptLate(turn, c.Leg),
        (CallState.Idle or CallState.Ended, _) => false,

        (_, CallCommand.Accept c) => Acceptance.Accept(turn, c.Leg, c.Sdp),
        (_, CallCommand.Refuse c) => Acceptance.Refuse(turn, c),
        (_, CallCommand.Close c) => Release.Close(turn, c.Leg),
        (_, CallCommand.Confirm c) => Negotiation.Confirm(turn, c.Leg, c.Sdp),
        (_, CallCommand.MissConfirmation c) => Release.MissConfirmation(turn, c.Leg),
        (_, CallCommand.HangUp c) => Release.HangUp(turn, c.Leg),
        (_, CallCommand.Abandon c) => Release.Abandon(turn, c.Leg),
        (_, CallCommand.ConfirmRecording) => RecordingControl.Confirm(turn),
        (_, CallCommand.FailRecording c) => RecordingControl.Fail(turn, c.Reason),
        (CallState.Answered, CallCommand.Terminate) => Release.End(turn, CallEndCause.Terminated, null),
        (CallState.Ending, CallCommand.Terminate) => true,
        (_, CallCommand.Terminate) => Release.Refuse(turn, CallEndCause.Terminated, 503, "Service Unavailable", null),
        (_, CallCommand.Recover) => Rejoin.Recover(turn),
        (_, CallCommand.LoseMedia c) => Rejoin.Lose(turn, c.Leg, c.Reason),

        (CallState.Answered, CallCommand.Return c) => Rejoin.Return(turn, c.Leg),
        (_, CallCommand.Return) => true,
        (CallState.Answered { Insertion: null }, CallCommand.Refresh c) => Negotiation.Refresh(turn, c.Leg),
        (_, CallCommand.Refresh) => true,
        (CallState.Answered, CallCommand.LoseParty) => Release.End(turn, CallEndCause.PartyLost, null),

        (CallState.Offered, CallCommand.Ring c) => Placing.Ring(turn, c),
        (_, CallCommand.AnswerRinging c) => EarlyNegotiation.Confirm(turn, c.Sdp),
        (_, CallCommand.AcceptEarly c) => EarlyNegotiation.Accept(turn, c.Leg, c.Sdp),
        (_, CallCommand.RefuseEarly c) => EarlyNegotiation.Refuse(turn, c.Leg, c.Status),
        (CallState.Offered, CallCommand.Renegotiate c) => EarlyNegotiation.Receive(turn, c.Leg, c.Offer),
        (CallState.Answered, CallCommand.Renegotiate c) => Negotiation.Receive(turn, c.Leg, c.Offer),
        (_, CallCommand.Renegotiate c) => Negotiation.Glare(turn, c.Leg),
        (CallState.Placed, CallCommand.Expire { Deadline: Deadline.Anchor }) => Anchor.Lose(turn, "no Media Server in time"),
        (CallState.Answered { Insertion: Insertion.Opening }, CallCommand.Expire { Deadline: Deadline.Anchor }) =>
            Inserting.Fail(turn, "no Media Server in time"),
        (CallState.Offered or CallState.Answered, CallCommand.Expire { Deadline: Deadline.Anchor }) =>
            Rejoin.GiveUp(turn),
        (CallState.Offered, CallCommand.Expire { Deadline: Deadline.NoAnswer }) =>
            Release.Refuse(turn, CallEndCause.NoAnswer, 480, "No Answer", null),
        (CallState.Answered { Insertion: Insertion.Moving }, CallCommand.Expire { Deadline: Deadline.Move }) =>
            Inserting.Fail(turn, "no answer to a re-INVITE"),
        (CallState.Answered { Insertion: not null }, CallCommand.Expire { Deadline: Deadline.OfferAgain }) => Inserting.Awake(turn),
        (CallState.Answered, CallCommand.Expire { Deadline: Deadline.OfferAgain }) => Negotiation.Reconcile(turn),
        _ => false,
    };
}
