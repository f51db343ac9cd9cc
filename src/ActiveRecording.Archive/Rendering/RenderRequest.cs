namespace ActiveRecording.Archive.Rendering;

/// <summary>What to render.</summary>
/// <param name="Sources">The spools of the recording, any number per channel.</param>
/// <param name="Channels">Who is heard left and right, two names; empty where nobody is known.</param>
/// <param name="Began">
/// The instant the sender gives for the beginning, on the sender's clock; used when within 10 s of the first
/// packet or of the first session.
/// </param>
/// <param name="Accepted">
/// When the first session was accepted, on the recorder's clock: the beginning when there is no better one.
/// </param>
/// <param name="Ended">
/// How the sessions ended; empty when nobody saw it: then the media's end is the end.
/// </param>
/// <param name="Format">How samples are kept.</param>
/// <param name="WavPath">The file to write; overwritten.</param>
public sealed record RenderRequest(
    IReadOnlyList<RenderSource> Sources,
    IReadOnlyList<string> Channels,
    DateTimeOffset? Began,
    DateTimeOffset Accepted,
    IReadOnlyList<RenderEnd> Ended,
    RenderFormat Format,
    string WavPath)
{
    /// <summary>
    /// Spools of pictures, kept beside the sound as they came; their channel says whose they are.
    /// </summary>
    public IReadOnlyList<RenderSource> Companions { get; init; } = [];
}

/// <summary>The end of a session.</summary>
/// <param name="At">When the recorder learnt of it, on the recorder's clock.</param>
/// <param name="CallEnded">
/// When the call ended, on the sender's clock; believed when within 10 s of <paramref name="At"/>. Null if it
/// was not said.
/// </param>
public sealed record RenderEnd(DateTimeOffset At, DateTimeOffset? CallEnded = null);

/// <summary>A spool and the channel it belongs to.</summary>
/// <param name="Path">The spool file.</param>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Interrupted">The session ended otherwise than by its sender's BYE.</param>
public sealed record RenderSource(string Path, int Channel, bool Interrupted);
