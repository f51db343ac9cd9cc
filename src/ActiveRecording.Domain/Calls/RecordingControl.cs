namespace ActiveRecording.Domain.Calls;

/// <summary>The recording of an anchored call. Whatever happens to it, the call goes on.</summary>
internal static class RecordingControl
{
    /// <summary>The planned recording, at the answer.</summary>
    public static void Start(Turn turn)
    {
        if (turn.Call.Recording is { } plan) Begin(turn, turn.Call.Identity.RecordingId, plan);
    }

    /// <summary>A recording whose time line begins now.</summary>
    public static void Begin(Turn turn, string recordingId, RecordingPlan plan)
    {
        var parameters = RecorderParameters.Of(turn.Call, recordingId, plan, turn.At);
        turn.Record(new CallRecordingRequested(turn.At, parameters));
        Ask(turn);
    }

    /// <summary>The Media Server can be asked once it has both legs; after a re-join, again.</summary>
    public static void Ask(Turn turn)
    {
        if (turn.State is not CallState.Answered { Anchored: true }) return;
        if (turn.Legs is not { OriginMedia: Leg.Open, DestinationMedia: Leg.Open }) return;
        if (turn.Recording is CallRecording.Requested { Parameters: var parameters })
            turn.Do(new CallEffect.StartRecorder(parameters));
    }

    /// <summary>The recording that runs, ran last or is planned; null for none.</summary>
    public static (string Id, string RecordDn)? Current(Turn turn) => turn.Recording switch
    {
        CallRecording.Requested { Parameters: var asked } => (asked.Id, asked.RecordDn),
        CallRecording.Running { Parameters: var running } => (running.Id, running.RecordDn),
        CallRecording.Over { Parameters: { } over } => (over.Id, over.RecordDn),
        _ => turn.Call.Recording is { } plan ? (turn.Call.Identity.RecordingId, plan.RecordDn) : null,
    };

    public static bool Confirm(Turn turn)
    {
        if (turn.Recording is not CallRecording.Requested { Parameters: var parameters }) return Current(turn) is not null;
        turn.Record(new CallRecordingStarted(turn.At, parameters.Id, parameters.RecordDn));
        return CatchUp(turn);
    }

    /// <summary>A failure counts unless it comes after the recording was ended on purpose in a call that goes on.</summary>
    public static bool Fail(Turn turn, string reason)
    {
        if (turn.Recording is CallRecording.Failed) return true;
        if (Current(turn) is not { } recording) return false;
        if (turn.Recording is CallRecording.Over && turn.State is not CallState.Ending) return true;
        turn.Record(new CallRecordingFailed(turn.At, recording.Id, recording.RecordDn, reason));
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
        if (turn.Recording is not (CallRecording.Requested or CallRecording.Running) || Current(turn) is not { } recording) return false;
        turn.Record(new CallRecordingEnded(turn.At, recording.Id, recording.RecordDn));
        return true;
    }

    /// <summary>What the media legs could not be told while the recorder was being started.</summary>
    private static bool CatchUp(Turn turn)
    {
        if (turn.State is CallState.Answered && turn.Anchored) Negotiation.Reconcile(turn);
        return true;
    }
}
