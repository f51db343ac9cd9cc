using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.RecorderPools;

/// <summary>What happened to the sessions of a recorder pool. Stored for ever: fields are only added.</summary>
/// <param name="At">When.</param>
public abstract record RecorderPoolEvent(DateTimeOffset At);

/// <summary>A session was given to a recorder, perhaps in place of another recorder.</summary>
[JournalName("recorder-session-placed", version: 1)]
public sealed record RecorderSessionPlaced(
    DateTimeOffset At, string SessionId, string RecordId, string Recorder, int Ports, DateTimeOffset Until) : RecorderPoolEvent(At);

/// <summary>The session is over.</summary>
[JournalName("recorder-session-released", version: 1)]
public sealed record RecorderSessionReleased(DateTimeOffset At, string SessionId, ReleaseCause Cause) : RecorderPoolEvent(At);
