using System.Text.Json.Serialization;
using ActiveRecording.Archive.Rendering;

namespace ActiveRecording.Archive.Manifests;

/// <summary>What a sealed recording is, beside its files: written once, the last of them.</summary>
/// <param name="Version">Of this format: 1.</param>
/// <param name="RecordingId">The recording.</param>
/// <param name="Call">What was said of the call.</param>
/// <param name="StartedAt">The beginning of the time line, UTC on the recorder's clock.</param>
/// <param name="Seconds">Length of the time line.</param>
/// <param name="SampleRate">Samples per second and channel.</param>
/// <param name="LostPackets">Packets of both channels that never arrived.</param>
/// <param name="AlignmentMs">How far the channels may be off each other, milliseconds.</param>
/// <param name="Channels">Left and right.</param>
/// <param name="Gaps">Stretches that should hold audio and do not.</param>
/// <param name="UnlistedGaps">Further ones beyond the bound of the list.</param>
/// <param name="Sessions">The recording sessions it was received in.</param>
/// <param name="Files">The WAV file first.</param>
/// <param name="SealedAt">When all this was known, UTC.</param>
public sealed record RecordingManifest(
    int Version,
    string RecordingId,
    CallDescription Call,
    DateTimeOffset StartedAt,
    double Seconds,
    int SampleRate,
    long LostPackets,
    double AlignmentMs,
    IReadOnlyList<ManifestChannel> Channels,
    IReadOnlyList<ManifestGap> Gaps,
    int UnlistedGaps,
    IReadOnlyList<ManifestSession> Sessions,
    IReadOnlyList<ManifestFile> Files,
    DateTimeOffset SealedAt);

/// <summary>The call a recording belongs to, as the recording sessions' parameters told.</summary>
/// <param name="CallUuid">CallUUID, 32 characters.</param>
/// <param name="RecordDn">The DN on whose behalf it was recorded: the left channel.</param>
/// <param name="OtherDn">The other party.</param>
/// <param name="ConnId">ConnID, 16 hexadecimal digits.</param>
/// <param name="Ani">Calling number.</param>
/// <param name="Dnis">Called number.</param>
/// <param name="Answered">The answer instant the sender gave.</param>
/// <param name="FileName">The name asked for, as it came.</param>
public sealed record CallDescription(
    string CallUuid, string RecordDn, string OtherDn, string ConnId, string Ani, string Dnis,
    DateTimeOffset? Answered, string FileName);

/// <summary>A recording session and how it ended.</summary>
/// <param name="Id">The recorder's tag of its dialog.</param>
/// <param name="AcceptedAt">When it was answered.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Reason">Why.</param>
public sealed record ManifestSession(
    string Id, DateTimeOffset AcceptedAt, DateTimeOffset EndedAt, string Reason)
{
    /// <summary>When the call ended, as its sender said on its own clock; null if it did not.</summary>
    public DateTimeOffset? CallEndedAt { get; init; }
}

/// <summary>A channel in a manifest.</summary>
public sealed record ManifestChannel(int Channel, ChannelFacts Facts);

/// <summary>A gap in a manifest, in seconds from the beginning.</summary>
public sealed record ManifestGap(int Channel, double Start, double Seconds, GapCause Cause, long LostPackets);

/// <summary>A file of the recording.</summary>
/// <param name="Name">Within the recordings folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits, lower case.</param>
public sealed record ManifestFile(string Name, long Bytes, string Sha256)
{
    /// <summary>What a file in the rtpdump format holds; null for the WAV file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestStream? Stream { get; init; }
}

/// <summary>A stream that was kept as it came: what a decoder has to know of it.</summary>
/// <param name="Channel">Whose it is: 0 the left party's, 1 the right one's.</param>
/// <param name="Codec">Encoding name of most of it, for example <c>opus</c>.</param>
/// <param name="Packets">RTP packets in it.</param>
/// <param name="Payloads">The meaning of its payload types.</param>
public sealed record ManifestStream(
    int Channel, string Codec, long Packets, IReadOnlyList<ManifestPayload> Payloads);

/// <summary>A payload type as it was negotiated.</summary>
/// <param name="Type">0 to 127.</param>
/// <param name="Encoding">Encoding name (<c>a=rtpmap</c>, RFC 8866 §6.6).</param>
/// <param name="ClockRate">Timestamp ticks per second.</param>
/// <param name="Channels">1 unless told.</param>
/// <param name="Parameters">The value of its <c>a=fmtp</c>, if any.</param>
public sealed record ManifestPayload(
    int Type, string Encoding, int ClockRate, int Channels, string? Parameters);

/// <summary>The manifest's JSON, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RecordingManifest))]
public sealed partial class ManifestJson : JsonSerializerContext;
