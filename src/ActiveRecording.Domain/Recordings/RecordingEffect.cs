namespace ActiveRecording.Domain.Recordings;

/// <summary>What is to be done outside.</summary>
public abstract record RecordingEffect;

/// <summary>Answer the session's INVITE with 200 and take its media into spools. Repeatable.</summary>
public sealed record AcceptSession(string SessionId) : RecordingEffect;

/// <summary>Answer the session's INVITE with a refusal and let its ports go.</summary>
public sealed record RefuseSession(string SessionId, SessionRefusal Reason) : RecordingEffect;

/// <summary>Answer the session's re-INVITE with 200 and note the activity of its streams.</summary>
public sealed record AcceptChange(string SessionId) : RecordingEffect;

/// <summary>Answer the session's re-INVITE with 481: it is over.</summary>
public sealed record RefuseChange(string SessionId) : RecordingEffect;

/// <summary>Stop taking the session's media and force its spools to the disk.</summary>
public sealed record CloseSession(string SessionId) : RecordingEffect;

/// <summary>Answer the session's BYE with 200, if one is waiting.</summary>
public sealed record ConfirmEnd(string SessionId) : RecordingEffect;

/// <summary>
/// Say BYE to a session that ended by itself. Tried once: a peer that is gone does not hear it.
/// </summary>
public sealed record HangUp(string SessionId) : RecordingEffect;

/// <summary>
/// After a restart of the recorder: listen again on the session's ports and go on with its spools.
/// </summary>
public sealed record ContinueSession(string SessionId) : RecordingEffect;

/// <summary>Send <see cref="StopAwaiting"/> at that instant.</summary>
public sealed record AwaitSessions(DateTimeOffset Until) : RecordingEffect;

/// <summary>
/// Make the file, then send <see cref="ReportSealed"/> or <see cref="ReportSealingFailed"/>. Repeatable.
/// </summary>
/// <param name="FailedAttempts">0 at once; else after a pause that grows with it.</param>
public sealed record SealRecording(int FailedAttempts) : RecordingEffect;

/// <summary>Remove the spools, then send <see cref="ReportSpoolsRemoved"/>. Repeatable.</summary>
public sealed record RemoveSpools : RecordingEffect;

/// <summary>Why a session is refused by the recording itself.</summary>
public enum SessionRefusal
{
    /// <summary>The recording is complete: nothing can be added to it.</summary>
    Complete,

    /// <summary>It has too many sessions already.</summary>
    TooManySessions,
}
