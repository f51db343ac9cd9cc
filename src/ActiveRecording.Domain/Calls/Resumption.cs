using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>What is outstanding in a state; run again after a recovery, repeated without harm.</summary>
internal static class Resumption
{
    public static IReadOnlyList<CallEffect> Of(CallState state)
    {
        var legs = CallEvolution.LegsOf(state);
        return [.. Legs.Ids.SelectMany(id => OfLeg(id, legs[id])), .. OfCall(state)];
    }

    private static IEnumerable<CallEffect> OfLeg(LegId id, Leg leg) => leg switch
    {
        Leg.Inviting { Cancelled: true } cancelled => [Invite(id, cancelled.Local), new CallEffect.CancelInvite(id)],
        Leg.Inviting invited => [Invite(id, invited.Local)],
        Leg.Open { Exchange: Exchange.Sent sent } => [new CallEffect.Reinvite(id, sent.Offer)],
        Leg.Closing => [new CallEffect.SendBye(id)],
        _ => [],
    };

    private static CallEffect Invite(LegId id, SessionDescription? sdp) =>
        id.IsMedia() && sdp is not null ? new CallEffect.InviteMedia(id, sdp) : new CallEffect.InviteCallee(sdp);

    private static IEnumerable<CallEffect> OfCall(CallState state) => state switch
    {
        CallState.Offered s => [new CallEffect.SetDeadline(Deadline.NoAnswer, s.InvitedAt + s.Call.Timeouts.NoAnswer)],
        CallState.Answered { Insertion: { } insertion } s => OfInsertion(s, insertion),
        CallState.Answered
        {
            Recording: CallRecording.Requested requested, Legs: { OriginMedia: Leg.Open, DestinationMedia: Leg.Open },
        } => [new CallEffect.StartRecorder(requested.Parameters)],
        _ => [],
    };

    /// <summary>What waited for somebody is given up at once: whoever asked for the recording waits no longer.</summary>
    private static IEnumerable<CallEffect> OfInsertion(CallState.Answered call, Insertion insertion) => insertion switch
    {
        Insertion.Opening => [new CallEffect.SetDeadline(Deadline.Anchor, call.AnsweredAt + call.Call.Timeouts.Anchor)],
        Insertion.Moving => [new CallEffect.SetDeadline(Deadline.Move, call.AnsweredAt)],
        Insertion.Pausing { Until: var until } => [new CallEffect.SetDeadline(Deadline.OfferAgain, until)],
        Insertion.Restoring { Until: { } until } => [new CallEffect.SetDeadline(Deadline.OfferAgain, until)],
        _ => [],
    };
}
