using ActiveRecording.Domain.Recordings;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Recorder;

/// <summary>What recorders log: identifiers 4100 to 4199.</summary>
internal static partial class RecorderLog
{
    [LoggerMessage(4100, LogLevel.Information,
        "Recording {RecordingId}: session {SessionId} accepted, {Streams} streams, Call-ID {CallId}")]
    public static partial void SessionAccepted(
        this ILogger log, string recordingId, string sessionId, int streams, string callId);

    [LoggerMessage(4101, LogLevel.Warning,
        "Recording session {CallId} to {Uri} refused with {Status}: {Reason}")]
    public static partial void SessionRefused(
        this ILogger log, string callId, string uri, int status, string reason);

    [LoggerMessage(4102, LogLevel.Information,
        "Recording {RecordingId}: session {SessionId} ended: {Reason}")]
    public static partial void SessionEnded(
        this ILogger log, string recordingId, string sessionId, SessionEnd reason);

    [LoggerMessage(4103, LogLevel.Information,
        "Recording {RecordingId} sealed as {File}: {Seconds:F2} s, {LostPackets} packets lost, {Gaps} "
        + "gaps, channels within {AlignmentMs:F2} ms")]
    public static partial void Sealed(
        this ILogger log, string recordingId, string file, double seconds, long lostPackets, int gaps,
        double alignmentMs);

    [LoggerMessage(4104, LogLevel.Error,
        "Recording {RecordingId} could not be sealed: {Reason}; its spools are kept")]
    public static partial void SealingFailed(
        this ILogger log, Exception exception, string recordingId, string reason);

    [LoggerMessage(4105, LogLevel.Error, "Recording {RecordingId}: session {SessionId} lost its spool")]
    public static partial void SpoolFailed(
        this ILogger log, Exception exception, string recordingId, string sessionId);

    [LoggerMessage(4106, LogLevel.Warning,
        "Recording {RecordingId}: session {SessionId} continues after a restart")]
    public static partial void SessionContinued(this ILogger log, string recordingId, string sessionId);

    [LoggerMessage(4107, LogLevel.Warning,
        "Recording {RecordingId}: session {SessionId} cannot continue after a restart, its ports are "
        + "taken; what was received will be sealed")]
    public static partial void SessionLost(this ILogger log, string recordingId, string sessionId);

    [LoggerMessage(4108, LogLevel.Warning,
        "Recording {RecordingId}: spools of a session that was never accepted are removed")]
    public static partial void SpoolsOrphaned(this ILogger log, string recordingId);

    [LoggerMessage(4109, LogLevel.Error,
        "No room for recordings: {FreeBytes} bytes free, {MinFreeBytes} wanted")]
    public static partial void NoRoom(this ILogger log, long freeBytes, long minFreeBytes);

    [LoggerMessage(4110, LogLevel.Critical, "The recorder dropped a task by an unforeseen error")]
    public static partial void Unforeseen(this ILogger log, Exception exception);

    [LoggerMessage(4111, LogLevel.Warning,
        "Recording {RecordingId}: {DroppedFrames} packets could not be kept, the disk is too slow")]
    public static partial void PacketsDropped(this ILogger log, string recordingId, long droppedFrames);

    [LoggerMessage(4113, LogLevel.Information,
        "Recording {RecordingId}: channel {Channel} brought {Codec}, which is not decoded here; it is "
        + "kept as it came in {File}")]
    public static partial void KeptNatively(
        this ILogger log, string recordingId, int channel, string codec, string file);

    [LoggerMessage(4114, LogLevel.Error,
        "The disk is too slow: {Streams} streams are not kept until it has caught up, {Bytes} bytes wait for it")]
    public static partial void DiskTooSlow(this ILogger log, int streams, long bytes);

    [LoggerMessage(4115, LogLevel.Warning,
        "The disk has caught up, all streams are kept again; {DroppedFrames} packets were not since the start")]
    public static partial void DiskCaughtUp(this ILogger log, long droppedFrames);

    [LoggerMessage(4112, LogLevel.Error, "Recording {RecordingId}: its spools could not be removed")]
    public static partial void SpoolsKept(this ILogger log, Exception exception, string recordingId);
}
