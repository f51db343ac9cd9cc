using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>A recording session: the SIP dialog that carries a copy of a call's media to a recorder.</summary>
/// <param name="RecordingId">32 characters; sessions of one call share it, and become one recording.</param>
/// <param name="Number">1 or 2: two sessions when each party has its own.</param>
/// <param name="ConferenceId">The conference it copies, on its Media Server.</param>
/// <param name="CallUuid">The call.</param>
/// <param name="Dn">The party of its first stream.</param>
/// <param name="RecordDn">The DN on whose behalf the call is recorded.</param>
/// <param name="RecorderUri">The request URI of its INVITE: <c>sip:record=…</c>.</param>
public sealed record RecordingSession(
    string RecordingId, int Number, string ConferenceId, string CallUuid, string Dn, string RecordDn, string RecorderUri)
{
    /// <summary>The name of the entity: <c>recording id-number</c>.</summary>
    [JsonIgnore]
    public string Id => $"{RecordingId}-{Number}";
}
