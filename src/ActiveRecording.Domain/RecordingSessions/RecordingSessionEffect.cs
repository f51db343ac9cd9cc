using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>What a recording session asks of the outside.</summary>
public abstract record RecordingSessionEffect
{
    private RecordingSessionEffect()
    {
    }

    /// <summary>INVITE to the recorder.</summary>
    public sealed record Invite(SessionDescription Offer) : RecordingSessionEffect;

    /// <summary>CANCEL of that INVITE.</summary>
    public sealed record CancelInvite : RecordingSessionEffect;

    /// <summary>re-INVITE.</summary>
    public sealed record Reinvite(SessionDescription Offer) : RecordingSessionEffect;

    /// <summary>UPDATE that says nothing but that we are there (RFC 4028 §7.4).</summary>
    public sealed record SendUpdate : RecordingSessionEffect;

    /// <summary>ACK of a 2xx.</summary>
    public sealed record Acknowledge : RecordingSessionEffect;

    /// <summary>BYE.</summary>
    /// <param name="EndedAt">
    /// The end of the call, which the recorder is told; null where the session ends without it.
    /// </param>
    /// <param name="Failure">
    /// Why the recording is not whole, which the recorder is told too; null if it is.
    /// </param>
    public sealed record SendBye(DateTimeOffset? EndedAt = null,
        string? Failure = null) : RecordingSessionEffect;

    /// <summary>200 to the recorder's BYE.</summary>
    public sealed record AnswerBye : RecordingSessionEffect;

    /// <summary>The copies go to the addresses of this answer, what is buffered first.</summary>
    public sealed record DirectMedia(SessionDescription Answer) : RecordingSessionEffect;

    /// <summary>The copies end and give their ports back.</summary>
    public sealed record ReleaseMedia : RecordingSessionEffect;

    /// <summary>
    /// Is the copy still running here? If not, <see cref="RecordingSessionCommand.LoseMedia"/>.
    /// </summary>
    public sealed record VerifyMedia : RecordingSessionEffect;

    /// <summary><see cref="RecordingSessionCommand.GiveUp"/> when the answer takes too long.</summary>
    public sealed record AwaitAnswer : RecordingSessionEffect;

    /// <summary><see cref="RecordingSessionCommand.OfferAgain"/> after the delay of RFC 3261 §14.1.</summary>
    public sealed record AwaitNextOffer : RecordingSessionEffect;

    /// <summary>Whoever asked for the recording is told that it failed.</summary>
    public sealed record ReportFailure(string Reason) : RecordingSessionEffect;

    /// <summary>A command that means nothing in this state.</summary>
    public sealed record Disregard(string Command, string State) : RecordingSessionEffect;
}
