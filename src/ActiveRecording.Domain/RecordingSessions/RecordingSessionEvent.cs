using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>What happened to a recording session. Stored for ever: fields are only added.</summary>
/// <param name="At">When.</param>
public abstract record RecordingSessionEvent(DateTimeOffset At);

/// <summary>The recorder was invited.</summary>
[JournalName("recording-session-begun", version: 1)]
public sealed record RecordingSessionBegun(
    DateTimeOffset At, RecordingSession Session, SessionDescription Offer)
    : RecordingSessionEvent(At);

/// <summary>The recorder answered and receives.</summary>
[JournalName("recording-session-accepted", version: 1)]
public sealed record RecordingSessionAccepted(DateTimeOffset At, SessionDescription Answer)
    : RecordingSessionEvent(At);

/// <summary>Not one sample more.</summary>
[JournalName("recording-session-paused", version: 1)]
public sealed record RecordingSessionPaused(DateTimeOffset At) : RecordingSessionEvent(At);

/// <summary>The copy goes on.</summary>
[JournalName("recording-session-resumed", version: 1)]
public sealed record RecordingSessionResumed(DateTimeOffset At) : RecordingSessionEvent(At);

/// <summary>The streams are others than before.</summary>
[JournalName("recording-session-redescribed", version: 1)]
public sealed record RecordingSessionRedescribed(DateTimeOffset At, SessionDescription Offer)
    : RecordingSessionEvent(At);

/// <summary>A re-INVITE was sent.</summary>
[JournalName("recorder-offer-sent", version: 1)]
public sealed record RecorderOfferSent(DateTimeOffset At, SessionDescription Offer)
    : RecordingSessionEvent(At);

/// <summary>The recorder agreed to the re-INVITE.</summary>
[JournalName("recorder-offer-accepted", version: 1)]
public sealed record RecorderOfferAccepted(DateTimeOffset At, SessionDescription Answer)
    : RecordingSessionEvent(At);

/// <summary>The recorder refused the re-INVITE; what held before still holds.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Its response.</param>
/// <param name="Again">The offer will be made again.</param>
[JournalName("recorder-offer-refused", version: 1)]
public sealed record RecorderOfferRefused(DateTimeOffset At, int Status, bool Again)
    : RecordingSessionEvent(At);

/// <summary>
/// The call ended before the recorder answered; what is buffered is delivered when it does.
/// </summary>
/// <param name="At">When.</param>
/// <param name="CallEndedAt">The hang-up instant; null where it was not told.</param>
[JournalName("recording-session-abandoned", version: 1)]
public sealed record RecordingSessionAbandoned(DateTimeOffset At, DateTimeOffset? CallEndedAt = null)
    : RecordingSessionEvent(At);

/// <summary>We ended it: BYE is under way.</summary>
/// <param name="At">When.</param>
/// <param name="Failure">Why the recording is not whole; null if it is.</param>
/// <param name="CallEndedAt">The hang-up instant; null where the session did not end with its call.</param>
[JournalName("recording-session-released", version: 1)]
public sealed record RecordingSessionReleased(
    DateTimeOffset At, string? Failure, DateTimeOffset? CallEndedAt = null)
    : RecordingSessionEvent(At);

/// <summary>There is no dialog any more, and the recording is not whole.</summary>
[JournalName("recording-session-failed", version: 1)]
public sealed record RecordingSessionFailed(DateTimeOffset At, string Reason) : RecordingSessionEvent(At);

/// <summary>Our BYE was answered or given up.</summary>
[JournalName("recording-session-ended", version: 1)]
public sealed record RecordingSessionEnded(DateTimeOffset At) : RecordingSessionEvent(At);
