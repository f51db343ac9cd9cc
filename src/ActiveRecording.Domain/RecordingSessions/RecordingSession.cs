using System.Globalization;
using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>
/// A recording session: the SIP dialog that carries a copy of a call's media to a recorder.
/// </summary>
/// <param name="RecordingId">32 characters; sessions of one call share it, and become one recording.</param>
/// <param name="Number">1 or 2: two sessions when each party has its own.</param>
/// <param name="ConferenceId">The conference it copies, on its Media Server.</param>
/// <param name="CallUuid">The call.</param>
/// <param name="Dn">The party of its first stream.</param>
/// <param name="RecordDn">The DN on whose behalf the call is recorded.</param>
/// <param name="RecorderUri">The request URI of its INVITE: <c>sip:record=…</c>.</param>
/// <param name="Segment">
/// From 2: the recording goes on here after its media was lost elsewhere. Null for the first.
/// </param>
public sealed record RecordingSession(
    string RecordingId, int Number, string ConferenceId, string CallUuid, string Dn, string RecordDn,
    string RecorderUri,
    [property: JsonPropertyOrder(1)] int? Segment = null)
{
    private readonly Utf8Text recorderUri = new(RecorderUri);

    /// <summary>The request URI of its INVITE: <c>sip:record=…</c>.</summary>
    public string RecorderUri
    {
        get => recorderUri.ToString();
        init => recorderUri = new(value);
    }

    /// <summary>
    /// The name of the entity: <c>recording id-number</c>, for a further segment <c>recording
    /// id-number.segment</c>.
    /// </summary>
    [JsonIgnore]
    public string Id => IdOf(RecordingId, Number, Segment);

    /// <summary>The name of an entity.</summary>
    public static string IdOf(string recordingId, int number, int? segment) => string.Create(
        CultureInfo.InvariantCulture, $"{recordingId}-{number}{(segment is null ? "" : ".")}{segment}");
}
