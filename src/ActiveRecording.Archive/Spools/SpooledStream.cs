using System.Text.Json.Serialization;

namespace ActiveRecording.Archive.Spools;

/// <summary>What a spool file is about: enough to render it without any other source.</summary>
/// <param name="RecordingId">The recording it belongs to.</param>
/// <param name="SessionId">The recording session (SIP dialog) it came with.</param>
/// <param name="Line">The m= line within the session, from 0.</param>
/// <param name="Dn">The party whose voice it is.</param>
/// <param name="Channel">0 left (the recorded DN), 1 right.</param>
/// <param name="Payloads">The negotiated payload types.</param>
public sealed record SpooledStream(
    string RecordingId, string SessionId, int Line, string Dn, int Channel,
    IReadOnlyList<SpooledPayload> Payloads);

/// <summary>A payload type and what it means (RFC 3551, a=rtpmap of RFC 8866 §6.6).</summary>
/// <param name="Type">0 to 127.</param>
/// <param name="Encoding">Encoding name, for example <c>PCMA</c>.</param>
/// <param name="ClockRate">Timestamp ticks per second.</param>
/// <param name="Channels">Null for one.</param>
/// <param name="Parameters">
/// The value of its <c>a=fmtp</c>, if any: without it some codecs cannot be decoded later.
/// </param>
public sealed record SpooledPayload(
    byte Type, string Encoding, int ClockRate, int? Channels = null, string? Parameters = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpooledStream))]
internal sealed partial class SpoolJson : JsonSerializerContext;
