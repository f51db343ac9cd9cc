using Microsoft.Extensions.Logging;

namespace ActiveRecording.MediaServer;

/// <summary>What the Media Server logs: identifiers 4001 to 4099.</summary>
internal static partial class MediaServerLog
{
    [LoggerMessage(4001, LogLevel.Debug,
        "Leg {CallId} of conference {ConferenceId} for {Dn} on RTP port {Port}")]
    public static partial void LegOpened(
        this ILogger log, string callId, string conferenceId, string dn, int port);

    [LoggerMessage(4002, LogLevel.Debug,
        "Leg {CallId} of conference {ConferenceId} ended: {Received} packets received, {Lost} lost, "
        + "{Forwarded} forwarded")]
    public static partial void LegEnded(
        this ILogger log, string callId, string conferenceId, long received, long lost, long forwarded);

    [LoggerMessage(4003, LogLevel.Information, "Leg {CallId} heard {Fact}")]
    public static partial void LegFact(this ILogger log, string callId, string fact);

    [LoggerMessage(4004, LogLevel.Warning, "{Method} {CallId} is refused: {Status} {Reason}")]
    public static partial void Refused(
        this ILogger log, string method, string callId, int status, string reason);

    [LoggerMessage(4005, LogLevel.Warning,
        "Leg {CallId} of conference {ConferenceId} is ended: SIP Server no longer knows it ({Status} "
        + "{Reason})")]
    public static partial void LegForgotten(
        this ILogger log, string callId, string conferenceId, int status, string reason);

    [LoggerMessage(4006, LogLevel.Warning,
        "Leg {CallId} of conference {ConferenceId} is ended: SIP Server did not refresh its session in time")]
    public static partial void LegExpired(this ILogger log, string callId, string conferenceId);

    [LoggerMessage(4010, LogLevel.Information,
        "Recording {RecordingId} of call {CallUuid} begins with {Sessions} sessions for {RecordDn}")]
    public static partial void RecordingBegun(
        this ILogger log, string recordingId, string callUuid, int sessions, string recordDn);

    [LoggerMessage(4011, LogLevel.Warning, "Recording session {SessionId} failed: {Reason}")]
    public static partial void RecordingFailed(this ILogger log, string sessionId, string reason);

    [LoggerMessage(4012, LogLevel.Information,
        "Recording session {SessionId} released: {Sent} packets sent, {Overflowed} overflowed, {Cut} cut, "
        + "{ReportedLost} missed by the recorder")]
    public static partial void MediaReleased(
        this ILogger log, string sessionId, long sent, long overflowed, long cut, long reportedLost);

    [LoggerMessage(4013, LogLevel.Debug,
        "Recording session {SessionId} has no use for {Command} while {State}")]
    public static partial void Disregarded(this ILogger log, string sessionId, string command, string state);

    [LoggerMessage(4014, LogLevel.Error,
        "Recording session {SessionId} cannot be told {Command}: it is stopped or overloaded")]
    public static partial void SessionUnreachable(this ILogger log, string sessionId, string command);

    [LoggerMessage(4015, LogLevel.Warning,
        "The failure of recording {Conference} could not be reported: {Reason}")]
    public static partial void ReportUndelivered(this ILogger log, string conference, string reason);

    [LoggerMessage(4016, LogLevel.Warning, "MSML of {CallId} ended with {Response}: {Description}")]
    public static partial void MsmlRefused(
        this ILogger log, string callId, int response, string? description);

    [LoggerMessage(4021, LogLevel.Warning,
        "{Name} stopped before {Sessions} recording sessions were over; they end after the next start")]
    public static partial void DrainCut(this ILogger log, string name, int sessions);

    [LoggerMessage(4020, LogLevel.Information,
        "{Name} drains: {Legs} legs and {Sessions} recording sessions are ended")]
    public static partial void Draining(this ILogger log, string name, int legs, int sessions);
}
