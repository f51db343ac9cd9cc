using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.Recording;

/// <summary>
/// What recording sessions do to the media of this node; by the name of the session, on the strand.
/// </summary>
internal interface IRecordedMedia
{
    /// <summary>Whether copies are open for it.</summary>
    bool Has(string sessionId);

    /// <summary>The copies go where the answer says.</summary>
    void Direct(string sessionId, SessionDescription answer);

    /// <summary>The copies end.</summary>
    void Release(string sessionId);

    /// <summary>Whoever asked for the recording is told.</summary>
    void ReportFailure(string sessionId, string reason);
}
