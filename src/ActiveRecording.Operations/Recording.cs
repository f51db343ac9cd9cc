namespace ActiveRecording.Operations;

/// <summary>What is known of one recording; absent fields are not known, or not yet.</summary>
public sealed record Recording
{
    /// <summary>32 characters, its own and not the call's.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="RecordingState"/>
    public required RecordingState State { get; init; }

    /// <summary>Why it failed, or what is amiss with it.</summary>
    public string? Reason { get; init; }

    /// <summary>CallUUID of the call it belongs to, 32 characters.</summary>
    public string? CallUuid { get; init; }

    /// <summary>ConnID, 16 hexadecimal digits.</summary>
    public string? ConnId { get; init; }

    /// <summary>The DN on whose behalf it was made; heard on the left channel.</summary>
    public string? Dn { get; init; }

    /// <summary>Calling number.</summary>
    public string? Ani { get; init; }

    /// <summary>Called number.</summary>
    public string? Dnis { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>Beginning of its time line, UTC.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>End of its time line, UTC.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Length of its time line.</summary>
    public double? Seconds { get; init; }

    /// <summary>Packets of all channels that never arrived.</summary>
    public long? LostPackets { get; init; }

    /// <summary>How far the channels may be off each other, milliseconds.</summary>
    public double? AlignmentMs { get; init; }

    /// <summary>Who is heard on which channel.</summary>
    public IReadOnlyList<RecordedParty> Parties { get; init; } = [];

    /// <summary>The recording sessions it was received in, oldest first.</summary>
    public IReadOnlyList<RecordingSegment> Segments { get; init; } = [];

    /// <summary>Stretches that should hold audio and do not.</summary>
    public IReadOnlyList<RecordingGap> Gaps { get; init; } = [];

    /// <summary>Further ones beyond the bound of the list.</summary>
    public int? UnlistedGaps { get; init; }

    /// <summary>How its state changed, oldest first.</summary>
    public IReadOnlyList<RecordingIndication> Indications { get; init; } = [];

    /// <summary>One hash per file.</summary>
    public IReadOnlyList<RecordingHash> Hashes { get; init; } = [];

    /// <summary>Its files, the audio first.</summary>
    public IReadOnlyList<RecordingFile> Files { get; init; } = [];

    /// <summary>Where its audio is, once it is sealed.</summary>
    public string? Audio { get; init; }
}

/// <summary>A party of a recording.</summary>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Dn">Its directory number.</param>
public sealed record RecordedParty(int Channel, string Dn);

/// <summary>One recording session.</summary>
/// <param name="Session">The recorder's name for it.</param>
/// <param name="Start">When it was accepted, UTC.</param>
/// <param name="End">When it ended, UTC.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record RecordingSegment(string Session, DateTimeOffset Start, DateTimeOffset? End, string? Reason);

/// <summary>Silence in place of missing audio.</summary>
/// <param name="Channel">0 left, 1 right.</param>
/// <param name="Start">Seconds from the beginning.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Cause">Why.</param>
/// <param name="LostPackets">Packets known to be missing here.</param>
public sealed record RecordingGap(int Channel, double Start, double Seconds, string Cause, long LostPackets);

/// <summary>A change of the recording's state, as somebody told it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="What">For example <c>requested</c>, <c>started</c>, <c>failed</c>.</param>
/// <param name="By">Who: <c>sip-server</c>, <c>media-server</c>, <c>recorder</c>.</param>
/// <param name="Reason">Why, if there is more to say.</param>
public sealed record RecordingIndication(DateTimeOffset At, string What, string By, string? Reason);

/// <summary>A file's hash.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Algorithm">SHA-256.</param>
/// <param name="Value">64 hexadecimal digits, lower case.</param>
public sealed record RecordingHash(string File, string Algorithm, string Value);

/// <summary>A file of a recording.</summary>
/// <param name="Name">Within the recordings folder.</param>
/// <param name="Bytes">Its length; absent when the file is not there.</param>
/// <param name="Channel">0 or 1 for the party whose stream it holds as it came, in the rtpdump format; absent for the audio.</param>
/// <param name="Codec">The encoding name of that stream, which is not decoded in the audio.</param>
public sealed record RecordingFile(string Name, long? Bytes, int? Channel = null, string? Codec = null);
