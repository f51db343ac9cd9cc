using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Recordings;

/// <summary>What happened to a recording.</summary>
/// <param name="At">The instant on the recorder's clock.</param>
public abstract record RecordingEvent(DateTimeOffset At);

/// <summary>The first session of a recording was accepted.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">What is known of the call so far.</param>
/// <param name="At">When.</param>
[JournalName("recording-started", 1)]
public sealed record RecordingStarted(string RecordingId, RecordedCall Call, DateTimeOffset At)
    : RecordingEvent(At);

/// <summary>A session was accepted: its media goes into the recording.</summary>
/// <param name="SessionId">The recorder's tag of its dialog.</param>
/// <param name="Call">What is known of the call by now.</param>
/// <param name="First">Its first stream.</param>
/// <param name="Second">Its second one.</param>
/// <param name="Dialog">What the room needs to go on with the dialog.</param>
/// <param name="At">When.</param>
[JournalName("recording-segment-begun", 1)]
public sealed record RecordingSessionAccepted(
    string SessionId, RecordedCall Call, RecordedLine First, RecordedLine? Second, string Dialog,
    DateTimeOffset At)
    : RecordingEvent(At)
{
    /// <inheritdoc cref="RecordingSession.FirstVideo"/>
    public RecordedLine? FirstVideo { get; init; }

    /// <inheritdoc cref="RecordingSession.SecondVideo"/>
    public RecordedLine? SecondVideo { get; init; }
}

/// <summary>A session was changed by re-INVITE.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="First">Its first stream.</param>
/// <param name="Second">Its second one.</param>
/// <param name="Dialog">What the room needs to go on with the dialog.</param>
/// <param name="At">When.</param>
[JournalName("recording-segment-changed", 1)]
public sealed record RecordingSessionChanged(
    string SessionId, RecordedLine First, RecordedLine? Second, string Dialog, DateTimeOffset At)
    : RecordingEvent(At)
{
    /// <inheritdoc cref="RecordingSession.FirstVideo"/>
    public RecordedLine? FirstVideo { get; init; }

    /// <inheritdoc cref="RecordingSession.SecondVideo"/>
    public RecordedLine? SecondVideo { get; init; }
}

/// <summary>No session is to send media any more.</summary>
[JournalName("recording-paused", 1)]
public sealed record RecordingPaused(DateTimeOffset At) : RecordingEvent(At);

/// <summary>Media is to be expected again.</summary>
[JournalName("recording-resumed", 1)]
public sealed record RecordingResumed(DateTimeOffset At) : RecordingEvent(At);

/// <summary>A session is over.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When its media ended.</param>
/// <param name="CallEndedAt">When the call ended on the sender's clock; null if it did not say.</param>
[JournalName("recording-segment-ended", 1)]
public sealed record RecordingSessionEnded(
    string SessionId, SessionEnd Reason, DateTimeOffset At, DateTimeOffset? CallEndedAt = null)
    : RecordingEvent(At);

/// <summary>All known sessions ended, but something is missing that another session may bring.</summary>
/// <param name="Until">How long it is waited for.</param>
/// <param name="At">When the last session ended.</param>
[JournalName("recording-awaited", 1)]
public sealed record RecordingAwaited(DateTimeOffset Until, DateTimeOffset At) : RecordingEvent(At);

/// <summary>Nothing more will come; the file is to be made.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">What is known of the call.</param>
/// <param name="At">When this was certain.</param>
[JournalName("recording-completed", 1)]
public sealed record RecordingCompleted(string RecordingId, RecordedCall Call, DateTimeOffset At)
    : RecordingEvent(At);

/// <summary>The file and its manifest are durable.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">The call.</param>
/// <param name="File">The file and what is true of it.</param>
/// <param name="EndedAt">When the last session ended.</param>
/// <param name="At">When it was sealed.</param>
[JournalName("recording-sealed", 1)]
public sealed record RecordingSealed(
    string RecordingId, RecordedCall Call, RecordedFile File, DateTimeOffset EndedAt, DateTimeOffset At)
    : RecordingEvent(At);

/// <summary>An attempt to make the file failed; another follows.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Reason">What the disk said.</param>
/// <param name="At">When.</param>
[JournalName("recording-sealing-failed", 1)]
public sealed record RecordingSealingFailed(int Attempt, string Reason, DateTimeOffset At)
    : RecordingEvent(At);

/// <summary>No file could be made; what was received is still in the spools.</summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">The call.</param>
/// <param name="Reason">What the disk said last.</param>
/// <param name="At">When it was given up.</param>
[JournalName("recording-failed", 1)]
public sealed record RecordingFailed(string RecordingId, RecordedCall Call, string Reason, DateTimeOffset At)
    : RecordingEvent(At);

/// <summary>The spools of a sealed recording are gone.</summary>
[JournalName("recording-spools-removed", 1)]
public sealed record RecordingSpoolsRemoved(DateTimeOffset At) : RecordingEvent(At);
