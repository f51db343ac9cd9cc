namespace ActiveRecording.Domain.Calls;

/// <summary>The recording of an anchored call. Whatever happens to it, the call goes on.</summary>
internal static class RecordingControl
{
    public static void Start(Turn turn)
    {
        if (turn.Call.Recording is not { } plan) return;
        var parameters = RecorderParameters.Of(turn.Call, plan, turn.At);
        turn.Record(new CallRecordingRequested(turn.At, parameters));
        Ask(turn);
    }

    /// <summary>The Media Server can be asked once it has both legs; after a re-join, again.</summary>
    public static void Ask(Turn turn)
    {
        if (turn is { State: CallState.Answered { Anchored: true }, Recording: CallRecording.Requested { Parameters: var parameters } }
            && turn.Legs is { OriginMedia: Leg.Open, DestinationMedia: Leg.Open })
            turn.Do(new CallEffect.StartRecorder(parameters));
    }

    public static bool Confirm(Turn turn)
    {
        if (turn.Recording is not CallRecording.Requested { Parameters: var parameters })
            return turn.Call.Recording is not null;
        turn.Record(new CallRecordingStarted(turn.At, parameters.Id, parameters.RecordDn));
        return CatchUp(turn);
    }

    /// <summary>A failure counts unless it comes after the recording was ended on purpose in a call that goes on.</summary>
    public static bool Fail(Turn turn, string reason)
    {
        if (turn.Call.Recording is not { } plan) return false;
        if (turn.Recording is CallRecording.Failed) return true;
        if (turn.Recording is CallRecording.Over && turn.State is not CallState.Ending) return true;
        turn.Record(new CallRecordingFailed(turn.At, turn.Call.Identity.RecordingId, plan.RecordDn, reason));
        return CatchUp(turn);
    }

    public static bool Stop(Turn turn)
    {
        if (!End(turn)) return false;
        turn.Do(new CallEffect.StopRecorder());
        return true;
    }

    /// <summary>With the call: the Media Server ends it itself when its legs are hung up.</summary>
    public static bool End(Turn turn)
    {
        if (turn.Recording is not (CallRecording.Requested or CallRecording.Running)) return false;
        turn.Record(new CallRecordingEnded(turn.At, turn.Call.Identity.RecordingId, turn.Call.Recording!.RecordDn));
        return true;
    }

    /// <summary>What the media legs could not be told while the recorder was being started.</summary>
    private static bool CatchUp(Turn turn)
    {
        if (turn.State is CallState.Answered && turn.Anchored) Negotiation.Reconcile(turn);
        return true;
    }
}
