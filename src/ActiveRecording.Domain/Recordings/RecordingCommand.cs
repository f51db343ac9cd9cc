namespace ActiveRecording.Domain.Recordings;

/// <summary>What a recording is asked to do or told.</summary>
/// <param name="At">The instant on the recorder's clock.</param>
public abstract record RecordingCommand(DateTimeOffset At);

/// <summary>
/// An INVITE for this recording, which the room could answer: codecs, ports and disk are there.
/// </summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="SessionId">The recorder's tag of the new dialog; a repetition brings the same.</param>
/// <param name="Call">What the request says of the call.</param>
/// <param name="First">Its first stream.</param>
/// <param name="Second">Its second one, if any.</param>
/// <param name="Dialog">What the room needs to go on with the dialog.</param>
/// <param name="At">When it came.</param>
public sealed record OfferSession(
    string RecordingId, string SessionId, RecordedCall Call, OfferedLine First, OfferedLine? Second,
    string Dialog, DateTimeOffset At)
    : RecordingCommand(At)
{
    /// <inheritdoc cref="RecordingSession.FirstVideo"/>
    public OfferedLine? FirstVideo { get; init; }

    /// <inheritdoc cref="RecordingSession.SecondVideo"/>
    public OfferedLine? SecondVideo { get; init; }

    /// <summary>
    /// Sessions that it takes the place of: the same party's, from where the media no longer comes.
    /// </summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];
}

/// <summary>A re-INVITE: a pause, a resumption, a change of party, a refresh.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="First">Its first stream as it is to be.</param>
/// <param name="Second">Its second one.</param>
/// <param name="Dialog">The dialog after the request.</param>
/// <param name="At">When it came.</param>
public sealed record ChangeSession(
    string SessionId, OfferedLine First, OfferedLine? Second, string Dialog, DateTimeOffset At)
    : RecordingCommand(At)
{
    /// <inheritdoc cref="RecordingSession.FirstVideo"/>
    public OfferedLine? FirstVideo { get; init; }

    /// <inheritdoc cref="RecordingSession.SecondVideo"/>
    public OfferedLine? SecondVideo { get; init; }
}

/// <summary>A session is over.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Reason">Why.</param>
/// <param name="Grace">
/// How long another session is waited for when this was the last and something is missing.
/// </param>
/// <param name="At">When its media ended.</param>
/// <param name="CallEndedAt">When the call ended on the sender's clock; null if it does not say.</param>
public sealed record EndSession(
    string SessionId, SessionEnd Reason, TimeSpan Grace, DateTimeOffset At,
    DateTimeOffset? CallEndedAt = null)
    : RecordingCommand(At);

/// <summary>No other session came in time.</summary>
public sealed record StopAwaiting(DateTimeOffset At) : RecordingCommand(At);

/// <summary>The file and its manifest are durable.</summary>
/// <param name="File">What was made.</param>
/// <param name="At">When.</param>
public sealed record ReportSealed(RecordedFile File, DateTimeOffset At) : RecordingCommand(At);

/// <summary>The file could not be made.</summary>
/// <param name="Reason">What the disk said.</param>
/// <param name="At">When.</param>
public sealed record ReportSealingFailed(string Reason, DateTimeOffset At) : RecordingCommand(At);

/// <summary>The spools are gone.</summary>
public sealed record ReportSpoolsRemoved(DateTimeOffset At) : RecordingCommand(At);
