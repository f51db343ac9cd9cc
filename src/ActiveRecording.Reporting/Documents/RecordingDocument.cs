namespace ActiveRecording.Reporting.Documents;

/// <summary>
/// A recording as the switch, the Media Server and the recorder told of it. Their events come from different streams
/// in no particular order; each fills its own part, so that any order leads to the same document.
/// </summary>
public sealed record RecordingDocument
{
    /// <summary>Indications kept.</summary>
    public const int MaxIndications = 256;

    public required string Id { get; init; }

    public string? CallUuid { get; init; }

    public string? ConnId { get; init; }

    /// <summary>On whose behalf; heard on the left.</summary>
    public string? RecordDn { get; init; }

    public string? OtherDn { get; init; }

    public string? Ani { get; init; }

    public string? Dnis { get; init; }

    /// <summary>The earliest instant anybody told of it.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>What the switch told last.</summary>
    public SwitchView Switch { get; init; }

    /// <summary>Why the switch gave it up.</summary>
    public string? SwitchReason { get; init; }

    /// <summary>Why the Media Server could not deliver all of it.</summary>
    public string? MediaReason { get; init; }

    /// <summary>What the recorder told last.</summary>
    public RecorderView Recorder { get; init; }

    /// <summary>Why the recorder gave it up.</summary>
    public string? RecorderReason { get; init; }

    /// <summary>Who is heard on which channel, left first.</summary>
    public IReadOnlyList<PartyDocument> Parties { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SessionDocument> Sessions { get; init; } = [];

    public SealDocument? Seal { get; init; }

    /// <summary>In the order they became known.</summary>
    public IReadOnlyList<IndicationDocument> Indications { get; init; } = [];

    /// <summary>Sealed beats everything, a recorder at work beats what the switch believes.</summary>
    public RecordingProgress Progress => (Recorder, Switch) switch
    {
        (RecorderView.Sealed, _) => RecordingProgress.Sealed,
        (RecorderView.Failed, _) => RecordingProgress.Failed,
        (RecorderView.Receiving, _) => RecordingProgress.Recording,
        (RecorderView.Sealing, _) => RecordingProgress.Sealing,
        (_, SwitchView.Failed or SwitchView.Off) => RecordingProgress.Failed,
        _ => MediaReason is null ? RecordingProgress.Requested : RecordingProgress.Failed,
    };

    /// <summary>Why it failed, or what is amiss although it did not.</summary>
    public string? Reason =>
        RecorderReason ?? MediaReason ?? SwitchReason
        ?? (Recorder == RecorderView.Unseen && Switch == SwitchView.Off ? "no recorder received it" : null);

    /// <summary>The same, with one more thing told of it; of very many, the first and the latest are kept.</summary>
    public RecordingDocument Told(DateTimeOffset at, string what, string by, string? reason = null)
    {
        var before = Indications.Count < MaxIndications
            ? Indications
            : [Indications[0], .. Indications.Skip(Indications.Count - MaxIndications + 2)];
        return this with { Indications = [.. before, new IndicationDocument(at, what, by, reason)] };
    }
}

/// <summary>What the switch knows of a recording.</summary>
public enum SwitchView
{
    Unasked,
    Requested,
    On,
    Off,
    Failed,
}

/// <summary>What the recorder knows of a recording.</summary>
public enum RecorderView
{
    Unseen,
    Receiving,
    Sealing,
    Sealed,
    Failed,
}

/// <summary>How far a recording has come.</summary>
public enum RecordingProgress
{
    Requested,
    Recording,
    Sealing,
    Sealed,
    Failed,
}

/// <summary>A recording session at the recorder.</summary>
public sealed record SessionDocument(string Id, DateTimeOffset AcceptedAt, DateTimeOffset? EndedAt, string? Reason);

/// <summary>What somebody told of a recording.</summary>
public sealed record IndicationDocument(DateTimeOffset At, string What, string By, string? Reason);

/// <summary>A party and its channel, 0 left, 1 right.</summary>
public sealed record PartyDocument(int Channel, string Dn);

/// <summary>What a sealed recording is.</summary>
/// <param name="Start">Beginning of the time line, UTC.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="LostPackets">Of all channels.</param>
/// <param name="AlignmentMs">How far the channels may be off each other.</param>
/// <param name="Gaps">Missing audio.</param>
/// <param name="UnlistedGaps">Further gaps.</param>
/// <param name="Files">The audio first.</param>
public sealed record SealDocument(
    DateTimeOffset Start, double Seconds, long LostPackets, double AlignmentMs,
    IReadOnlyList<GapDocument> Gaps, int UnlistedGaps, IReadOnlyList<FileDocument> Files);

/// <summary>Missing audio, in seconds from the beginning.</summary>
public sealed record GapDocument(int Channel, double Start, double Seconds, string Cause, long LostPackets);

/// <summary>A file within the recordings folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="Channel">Whose stream it holds as it came; null for the audio.</param>
/// <param name="Codec">What that stream is coded in.</param>
public sealed record FileDocument(string Name, string Sha256, int? Channel = null, string? Codec = null);
