using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>What is told to a recording session.</summary>
/// <param name="At">When it was received.</param>
public abstract record RecordingSessionCommand(DateTimeOffset At)
{
    /// <summary>A copy of the media is wanted, and is buffered from now on.</summary>
    public sealed record Begin(DateTimeOffset At, RecordingSession Session, SessionDescription Offer)
        : RecordingSessionCommand(At);

    /// <summary>The recorder accepted our INVITE, the first or a later one.</summary>
    /// <param name="At">When.</param>
    /// <param name="Answer">Null if its body was none.</param>
    public sealed record Accept(DateTimeOffset At, SessionDescription? Answer) : RecordingSessionCommand(At);

    /// <summary>
    /// Our INVITE failed; no answer in time is 408, an unreachable peer 503 (RFC 3261 §8.1.3.1).
    /// </summary>
    public sealed record Refuse(DateTimeOffset At, int Status, string Reason) : RecordingSessionCommand(At);

    /// <summary>The recorder took too long to answer the first INVITE.</summary>
    public sealed record GiveUp(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The media is cut; the recorder is to know.</summary>
    public sealed record Pause(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The media flows again.</summary>
    public sealed record Resume(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The parties negotiated anew; the streams are these from now on, sendonly.</summary>
    public sealed record Redescribe(DateTimeOffset At, SessionDescription Offer)
        : RecordingSessionCommand(At);

    /// <summary>The wait after a 491 is over (RFC 3261 §14.1).</summary>
    public sealed record OfferAgain(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The recorder wants a longer session interval than the first INVITE asked for (RFC 4028 §7.3).</summary>
    public sealed record AskAgain(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The dialog is to be kept alive (RFC 4028 §10).</summary>
    /// <param name="At">When.</param>
    /// <param name="ByOffer">By re-INVITE with what was agreed; the recorder knows no UPDATE.</param>
    public sealed record Refresh(DateTimeOffset At, bool ByOffer) : RecordingSessionCommand(At);

    /// <summary>The recorder does not keep the dialog alive, or no longer knows it.</summary>
    public sealed record LoseRecorder(DateTimeOffset At, string Reason) : RecordingSessionCommand(At);

    /// <summary>The recorder sent BYE.</summary>
    public sealed record Leave(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>The recording ends.</summary>
    /// <param name="At">When this was received.</param>
    /// <param name="EndedAt">When its call ended, or whatever else ended it.</param>
    public sealed record End(DateTimeOffset At, DateTimeOffset EndedAt) : RecordingSessionCommand(At);

    /// <summary>A party's media ended, but not its call: the recording may go on in another session.</summary>
    /// <param name="At">When.</param>
    /// <param name="Reason">Why; the recorder is told, and waits.</param>
    public sealed record Interrupt(DateTimeOffset At, string Reason) : RecordingSessionCommand(At);

    /// <summary>The Media Server that copied the media is not what it was: it was started anew.</summary>
    public sealed record LoseMedia(DateTimeOffset At) : RecordingSessionCommand(At);

    /// <summary>Our BYE was answered or given up.</summary>
    public sealed record Close(DateTimeOffset At) : RecordingSessionCommand(At);
}
