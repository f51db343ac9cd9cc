using ActiveRecording.Domain.Recordings;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>Why the recorder hangs up, as its BYE says it (RFC 3326).</summary>
internal static class EndReasons
{
    /// <summary>Null where there is nothing to explain.</summary>
    public static Reason? Explain(SessionEnd? end) => end switch
    {
        SessionEnd.Expired => Reason.Sip(408, "Session Expired"),
        SessionEnd.PeerVanished => Reason.Sip(408, "No Sign Of Life"),
        SessionEnd.NotAcknowledged => Reason.Sip(408, "ACK Missing"),
        SessionEnd.Cancelled => Reason.Sip(487),
        SessionEnd.StorageFailed => Reason.Sip(500, "Storage Failed"),
        SessionEnd.RecorderRestarted => Reason.Sip(500, "The Recorder Was Restarted"),
        SessionEnd.RecorderStopped => Reason.Sip(503, "The Recorder Stops"),
        SessionEnd.Superseded => Reason.Sip(200, "Session Replaced"),
        _ => null,
    };
}
