using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Sdp;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>What the entity asks of the room.</summary>
public abstract record RecordingDialogEffect
{
    private RecordingDialogEffect()
    {
    }

    /// <summary>A request to the recorder, its number and branch journalled.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Body">Its description, if any.</param>
    /// <param name="EndedAt">What a BYE tells of the end of the call.</param>
    public sealed record Send(SentRequest Request, SessionDescription? Body, DateTimeOffset? EndedAt) : RecordingDialogEffect;

    /// <summary>Anything else that the session asks for.</summary>
    public sealed record Do(RecordingSessionEffect Effect) : RecordingDialogEffect;
}
