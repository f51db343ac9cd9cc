namespace ActiveRecording.Sip.Msml;

/// <summary>One element of a request.</summary>
/// <param name="Mark">Names the element in the result; null if not given.</param>
public abstract record MsmlElement(string? Mark)
{
    /// <summary>Its name on the wire.</summary>
    public abstract string Name { get; }
}

/// <summary>Creates a conference and, with a recorder, starts a recording of what is joined to it (RFC 5707 §7.2).</summary>
/// <param name="Conference">Its name, without <c>conf:</c>.</param>
/// <param name="Recorder">The recording; null if none is wanted.</param>
/// <param name="Term">Whether its participants end with it.</param>
/// <param name="AudioMix">Audio is mixed.</param>
/// <param name="VideoByRole">Video is selected by the role of the participant, as Genesys asks.</param>
public sealed record CreateConference(
    string Conference,
    MsmlRecorder? Recorder = null,
    bool Term = true,
    bool AudioMix = true,
    bool VideoByRole = false,
    string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => "createconference";
}

/// <summary>Changes the recording of a conference (RFC 5707 §7.3).</summary>
/// <param name="Id">The conference: <c>conf:name</c>.</param>
/// <param name="Recorder">What becomes of the recording; null if nothing is said of it.</param>
public sealed record ModifyConference(string Id, MsmlRecorder? Recorder, string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => "modifyconference";
}

/// <summary>Ends a conference and its recording (RFC 5707 §7.4).</summary>
/// <param name="Id">The conference: <c>conf:name</c>.</param>
public sealed record DestroyConference(string Id, string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => "destroyconference";
}

/// <summary>Lets media flow between two objects (RFC 5707 §7.5).</summary>
/// <param name="Id1">For example <c>conn:To-tag</c>.</param>
/// <param name="Id2">For example <c>conf:name</c>.</param>
/// <param name="Streams">Which media; empty means all. One that the object has not is no error.</param>
public sealed record Join(string Id1, string Id2, MsmlList<MsmlStream> Streams, string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => "join";
}

/// <summary>Ends the flow of media between two objects (RFC 5707 §7.7).</summary>
public sealed record Unjoin(string Id1, string Id2, MsmlList<MsmlStream> Streams, string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => "unjoin";
}

/// <summary>
/// An element that cannot be executed: its turn ends the execution with <paramref name="Response"/>, after those before
/// it were executed.
/// </summary>
/// <param name="ElementName">Its name on the wire.</param>
/// <param name="Response">A code of <see cref="MsmlResponse"/>.</param>
public sealed record Inexecutable(string ElementName, int Response, string? Mark = null) : MsmlElement(Mark)
{
    /// <inheritdoc/>
    public override string Name => ElementName;
}

/// <summary>A media stream of a join (RFC 5707 §7.6).</summary>
/// <param name="Media">audio or video.</param>
/// <param name="Direction">from-id1, to-id1; null for both ways.</param>
public sealed record MsmlStream(string Media, string? Direction = null);

/// <summary>The recorder of a conference, an extension of Genesys.</summary>
/// <param name="State">What to do with it; null where nothing is said: at creation it starts.</param>
/// <param name="Parameters">Metadata and options of the recording, in order.</param>
public sealed record MsmlRecorder(RecorderState? State, MsmlList<MsmlParameter> Parameters)
{
    /// <summary>A recorder that starts.</summary>
    public MsmlRecorder(MsmlList<MsmlParameter> parameters)
        : this(null, parameters)
    {
    }

    /// <summary>The first parameter of that name; null if there is none.</summary>
    public string? this[string name] => Parameters.FirstOrDefault(pair => pair.Name == name)?.Value;
}

/// <summary>What becomes of a recording.</summary>
public enum RecorderState
{
    /// <summary>Begins.</summary>
    Start,

    /// <summary>Ends.</summary>
    Stop,

    /// <summary>Holds; not one sample more.</summary>
    Pause,

    /// <summary>Goes on.</summary>
    Resume,
}
