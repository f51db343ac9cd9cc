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
    /// <param name="Request">What makes it that request.</param>
    /// <param name="What">What it says: INVITE, re-INVITE, UPDATE or BYE.</param>
    public sealed record Send(SentRequest Request, RecordingSessionEffect What) : RecordingDialogEffect
    {
        /// <summary>The offer that it carries; null for none.</summary>
        public SessionDescription? Offer => What switch
        {
            RecordingSessionEffect.Invite invite => invite.Offer,
            RecordingSessionEffect.Reinvite reinvite => reinvite.Offer,
            _ => null,
        };
    }

    /// <summary>Anything else that the session asks for.</summary>
    public sealed record Do(RecordingSessionEffect Effect) : RecordingDialogEffect;
}
