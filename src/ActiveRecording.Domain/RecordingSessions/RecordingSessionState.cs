using System.Text.Json.Serialization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>How far a recording session is. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(Idle), "idle")]
[JsonDerivedType(typeof(Inviting), "inviting")]
[JsonDerivedType(typeof(Active), "active")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Ending), "ending")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record RecordingSessionState
{
    private RecordingSessionState()
    {
    }

    /// <summary>Nothing was asked yet.</summary>
    public sealed record Idle : RecordingSessionState;

    /// <summary>The recorder was asked and has not answered; media is buffered.</summary>
    /// <param name="Session">What it is about.</param>
    /// <param name="Offer">What the recorder was sent.</param>
    /// <param name="Wanted">What it should be sent by now, as if not paused.</param>
    /// <param name="IsPaused">The media is cut.</param>
    /// <param name="EndedAt">When the call ended; null while it goes on.</param>
    public sealed record Inviting(
        RecordingSession Session, SessionDescription Offer, SessionDescription Wanted, bool IsPaused,
        DateTimeOffset? EndedAt)
        : RecordingSessionState;

    /// <summary>The recorder receives.</summary>
    public sealed record Active(RecordingSession Session, RecorderExchange Exchange) : RecordingSessionState;

    /// <summary>The media is cut; the recorder knows or is being told.</summary>
    public sealed record Paused(RecordingSession Session, RecorderExchange Exchange) : RecordingSessionState;

    /// <summary>BYE is under way.</summary>
    /// <param name="Session">What it was about.</param>
    /// <param name="Failure">Why the recording is not whole; null if it is.</param>
    /// <param name="EndedAt">What the recorder is told of the end of the call; null for nothing.</param>
    public sealed record Ending(RecordingSession Session, string? Failure,
        DateTimeOffset? EndedAt) : RecordingSessionState;

    /// <summary>Over, as wanted.</summary>
    public sealed record Ended(RecordingSession Session) : RecordingSessionState;

    /// <summary>Over before it should be, or never begun.</summary>
    /// <param name="Session">What it was about.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="EndedAt">When the call had ended before; null if it had not.</param>
    public sealed record Failed(RecordingSession Session, string Reason, DateTimeOffset? EndedAt = null)
        : RecordingSessionState;
}

/// <summary>What both sides of a recording session agreed on (RFC 3264).</summary>
/// <param name="Local">Our description, agreed.</param>
/// <param name="Remote">The recorder's.</param>
/// <param name="Wanted">What ours should be, as if not paused.</param>
/// <param name="Offered">A re-INVITE not answered yet; null if none is.</param>
public sealed record RecorderExchange(
    SessionDescription Local, SessionDescription Remote, SessionDescription Wanted,
    SessionDescription? Offered)
{
    private readonly KeptDescription local = new(Local);
    private readonly KeptDescription remote = new(Remote);
    private readonly KeptDescription wanted = new(Wanted);

    /// <summary>Our description, agreed.</summary>
    public SessionDescription Local
    {
        get => local.Description!;
        init => local = new(value);
    }

    /// <summary>The recorder's.</summary>
    public SessionDescription Remote
    {
        get => remote.Description!;
        init => remote = new(value);
    }

    /// <summary>What ours should be, as if not paused.</summary>
    public SessionDescription Wanted
    {
        get => wanted.Description!;
        init => wanted = new(value);
    }

    /// <summary>The offer that brings the recorder up to date; null if it is, or one is under way.</summary>
    /// <param name="paused">Every stream inactive instead of sendonly.</param>
    public SessionDescription? NextOffer(bool paused)
    {
        if (Offered is not null) return null;
        var due = paused ? Wanted.WithDirection(Direction.Inactive) : Wanted;
        return due.SameMedia(Local) ? null : due.WithOrigin(Local.Origin.Next());
    }
}
