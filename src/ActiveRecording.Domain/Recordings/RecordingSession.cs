using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Recordings;

/// <summary>A stream of a recording session: an m= line that was accepted.</summary>
/// <param name="Index">Its place among the m= lines, from 0.</param>
/// <param name="Dn">The party whose voice it is.</param>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Active">Whether media is to be expected; not while paused, held or muted.</param>
public sealed record RecordedLine(int Index, string Dn, int Channel, bool Active);

/// <summary>A stream as offered, before it has a channel.</summary>
/// <param name="Index">Its place among the m= lines, from 0.</param>
/// <param name="Dn">The party whose voice it is.</param>
/// <param name="Active">Whether media is to be expected.</param>
public sealed record OfferedLine(int Index, string Dn, bool Active);

/// <summary>Why a recording session ended.</summary>
public enum SessionEnd
{
    /// <summary>Its sender said BYE.</summary>
    Bye,

    /// <summary>Its sender cancelled the INVITE before it was answered.</summary>
    Cancelled,

    /// <summary>Neither media nor BYE came for the configured time.</summary>
    PeerVanished,

    /// <summary>The answer was never acknowledged.</summary>
    NotAcknowledged,

    /// <summary>The disk took nothing more.</summary>
    StorageFailed,

    /// <summary>The recorder was restarted and could not listen on the same ports again.</summary>
    RecorderRestarted,

    /// <summary>The recorder was told to stop.</summary>
    RecorderStopped,

    /// <summary>Its sender lost the media and said so: the Media Server was started anew.</summary>
    PeerFailed,

    /// <summary>Another session took its place: the call was joined to another Media Server.</summary>
    Superseded,

    /// <summary>Its sender did not refresh it in time (RFC 4028).</summary>
    Expired,
}

/// <summary>A recording session: one SIP dialog with the Media Server.</summary>
/// <param name="Id">The recorder's tag of the dialog.</param>
/// <param name="First">Its first stream.</param>
/// <param name="Second">Its second one, when both parties come in one session.</param>
/// <param name="Dialog">What the room needs to go on with the dialog after a restart; not read here.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="End">How it ended; null while it is open.</param>
public sealed record RecordingSession(
    string Id, RecordedLine First, RecordedLine? Second, string Dialog, DateTimeOffset AcceptedAt,
    SessionEnding? End)
{
    private readonly Utf8Text dialog = new(Dialog);

    /// <summary>What the room needs to go on with the dialog after a restart; not read here.</summary>
    public string Dialog
    {
        get => dialog.ToString();
        init => dialog = new(value);
    }

    /// <summary>The first party's pictures, if any.</summary>
    public RecordedLine? FirstVideo { get; init; }

    /// <summary>The second party's pictures, if any.</summary>
    public RecordedLine? SecondVideo { get; init; }

    /// <summary>Whether it is still going on.</summary>
    [JsonIgnore]
    public bool IsOpen => End is null;

    /// <summary>Whether any stream is to send media.</summary>
    [JsonIgnore]
    public bool IsActive => First.Active || Second is { Active: true };

    /// <summary>Its streams of sound, one or two.</summary>
    [JsonIgnore]
    public IEnumerable<RecordedLine> Sound => Second is null ? [First] : [First, Second];

    /// <summary>Its streams of pictures, two at most.</summary>
    [JsonIgnore]
    public IEnumerable<RecordedLine> Pictures => new[] { FirstVideo, SecondVideo }.OfType<RecordedLine>();

    /// <summary>All its streams.</summary>
    [JsonIgnore]
    public IEnumerable<RecordedLine> Lines => Sound.Concat(Pictures);
}

/// <summary>How and when a session ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When its media ended, on the recorder's clock.</param>
/// <param name="CallEndedAt">When the call ended on the sender's clock; null if it did not say.</param>
public sealed record SessionEnding(SessionEnd Reason, DateTimeOffset At, DateTimeOffset? CallEndedAt = null);
