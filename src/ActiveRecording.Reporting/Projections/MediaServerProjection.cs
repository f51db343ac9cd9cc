using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Reporting.Projections;

/// <summary>What the events of a recording session at the Media Server make of the recording's document.</summary>
internal static class MediaServerProjection
{
    private const string MediaServer = "media-server";

    /// <summary>The recording a session belongs to: its name without the number behind the last hyphen.</summary>
    public static string RecordingOf(string sessionId)
    {
        var hyphen = sessionId.LastIndexOf('-');
        return hyphen < 0 ? sessionId : sessionId[..hyphen];
    }

    /// <param name="recording">Null when nobody told of it before.</param>
    /// <param name="id">The recording.</param>
    /// <param name="event">The next event of one of its sessions.</param>
    public static RecordingDocument Apply(RecordingDocument? recording, string id, RecordingSessionEvent @event)
    {
        var known = recording ?? new RecordingDocument { Id = id, Requested = @event.At };
        return @event switch
        {
            RecordingSessionBegun begun => Begin(known, begun),
            RecordingSessionPaused => known.Told(@event.At, "paused", MediaServer),
            RecordingSessionResumed => known.Told(@event.At, "resumed", MediaServer),
            RecordingSessionReleased { Failure: { } reason } => Fail(known, @event.At, reason),
            RecordingSessionFailed failed => Fail(known, failed.At, failed.Reason),
            _ => known,
        };
    }

    private static RecordingDocument Begin(RecordingDocument known, RecordingSessionBegun begun) =>
        known.Told(begun.At, "recorder-invited", MediaServer) with
        {
            Requested = begun.At < known.Requested ? begun.At : known.Requested,
            CallUuid = known.CallUuid ?? begun.Session.CallUuid,
            RecordDn = known.RecordDn ?? begun.Session.RecordDn,
        };

    private static RecordingDocument Fail(RecordingDocument known, DateTimeOffset at, string reason) =>
        known.Told(at, "session-failed", MediaServer, reason) with { MediaReason = known.MediaReason ?? reason };
}
