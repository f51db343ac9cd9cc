namespace ActiveRecording.Domain.Calls;

/// <summary>A recording asked for while the parties talk.</summary>
/// <param name="RequestId">Of the request, for its answer; unique.</param>
/// <param name="RecordingId">32 characters, distinct from all others.</param>
/// <param name="Plan">On whose behalf, and how the file is called.</param>
public sealed record RecordingOrder(string RequestId, string RecordingId, RecordingPlan Plan);

/// <summary>What becomes of a request to start or stop a recording.</summary>
public abstract record RecordingAnswer
{
    private RecordingAnswer()
    {
    }

    /// <summary>The Media Server is asked to record, or is being brought into the call for it.</summary>
    public sealed record Begun(string RecordingId) : RecordingAnswer;

    /// <summary>The recording is ended; the call goes on.</summary>
    public sealed record Stopped(string RecordingId) : RecordingAnswer;

    /// <summary>Nothing has changed.</summary>
    public sealed record Refused(RecordingRefusal Refusal) : RecordingAnswer;
}

/// <summary>Why a recording is not started or stopped.</summary>
public enum RecordingRefusal
{
    /// <summary>There is no such call.</summary>
    UnknownCall,

    /// <summary>The DN is no party of the call.</summary>
    NotAParty,

    /// <summary>Nobody has answered yet.</summary>
    NotAnswered,

    /// <summary>The call is over.</summary>
    CallOver,

    /// <summary>A recording runs or is about to.</summary>
    AlreadyRecording,

    /// <summary>None runs.</summary>
    NotRecording,

    /// <summary>The parties are agreeing on something else, or go back from a recording that failed: later.</summary>
    Busy,

    /// <summary>No Media Server took both parties.</summary>
    NoMediaServer,
}
