namespace ActiveRecording.Domain.Calls;

/// <summary>Recordings started and stopped while the parties talk, for whoever asked by the API. Each request is answered once.</summary>
internal static class RecordingRequests
{
    public static bool Start(Turn turn, CallCommand.StartRecording start)
    {
        if (Refusal(turn, start.Dn) is { } refusal) return Answer(turn, start.RequestId, new RecordingAnswer.Refused(refusal));
        var side = start.Dn == turn.Call.Origin.Dn ? CallSide.Origination : CallSide.Destination;
        var plan = new RecordingPlan(start.Dn, side, Required: false, start.FileName);
        if (!turn.Anchored)
        {
            Inserting.Begin(turn, new RecordingOrder(start.RequestId, start.RecordingId, plan));
            return true;
        }

        RecordingControl.Begin(turn, start.RecordingId, plan);
        return Answer(turn, start.RequestId, new RecordingAnswer.Begun(start.RecordingId));
    }

    public static bool Stop(Turn turn, CallCommand.StopRecording stop)
    {
        var refusal = OfState(turn) ?? (stop.Dn is { } dn && !IsParty(turn, dn) ? RecordingRefusal.NotAParty : null);
        if (refusal is null && turn.Insertion is { Order.RecordingId: var awaited } and not Insertion.Restoring)
        {
            Inserting.Fail(turn, "stopped before it began");
            return Answer(turn, stop.RequestId, new RecordingAnswer.Stopped(awaited));
        }

        if (refusal is null && RecordingControl.Current(turn) is { } recording && RecordingControl.Stop(turn))
            return Answer(turn, stop.RequestId, new RecordingAnswer.Stopped(recording.Id));
        return Answer(turn, stop.RequestId, new RecordingAnswer.Refused(refusal ?? RecordingRefusal.NotRecording));
    }

    private static RecordingRefusal? Refusal(Turn turn, string dn)
    {
        if (OfState(turn) is { } ofState) return ofState;
        if (!IsParty(turn, dn)) return RecordingRefusal.NotAParty;
        if (turn.Recording is CallRecording.Requested or CallRecording.Running) return RecordingRefusal.AlreadyRecording;
        if (turn.Insertion is not null)
            return turn.Insertion is Insertion.Restoring ? RecordingRefusal.Busy : RecordingRefusal.AlreadyRecording;
        return IsReady(turn) ? null : RecordingRefusal.Busy;
    }

    private static RecordingRefusal? OfState(Turn turn) => turn.State switch
    {
        CallState.Idle => RecordingRefusal.UnknownCall,
        CallState.Placed or CallState.Offered => RecordingRefusal.NotAnswered,
        CallState.Answered => null,
        _ => RecordingRefusal.CallOver,
    };

    private static bool IsParty(Turn turn, string dn) => turn.Call.Origin.Dn == dn || turn.Call.Destination.Dn == dn;

    /// <summary>
    /// Anchored: the Media Server has both. Direct: it has nobody any more, and what the parties agreed on holds, if only
    /// an ACK without a body is missing.
    /// </summary>
    private static bool IsReady(Turn turn) => turn.Anchored
        ? Inserting.HasBothLegs(turn)
        : turn.Legs is { OriginMedia: Leg.Absent or Leg.Closed, DestinationMedia: Leg.Absent or Leg.Closed }
            && HasAgreed(turn.Legs.Origin) && HasAgreed(turn.Legs.Destination);

    private static bool HasAgreed(Leg party) =>
        party is Leg.Open { Remote: not null, Exchange: Exchange.Settled or Exchange.AwaitingAck { Offer: not null } };

    private static bool Answer(Turn turn, string requestId, RecordingAnswer answer)
    {
        turn.Do(new CallEffect.AnswerRecordingRequest(requestId, answer));
        return true;
    }
}
