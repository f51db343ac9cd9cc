using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.Sip.Dialogs;

namespace ActiveRecording.Recorder.Signalling;

/// <summary>What the room keeps in the journal to go on with a session after a restart.</summary>
/// <param name="Dialog">The SIP dialog.</param>
/// <param name="Local">The recorder's last description: its ports and the codecs agreed.</param>
/// <param name="Remote">The peer's last description; empty until a delayed offer is answered.</param>
/// <param name="Segment">
/// From 1; higher when the recording goes on after its media was lost elsewhere.
/// </param>
internal sealed record SessionContinuation(DialogState Dialog, string Local, string Remote, int Segment = 1)
{
    /// <summary>The session interval in seconds (RFC 4028); 0 for no timer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Expires { get; init; }

    /// <summary>Whether the recorder refreshes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Refreshes { get; init; }

    /// <summary>As the events hold it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ContinuationJson.Default.SessionContinuation);

    /// <summary>From what an event holds.</summary>
    /// <exception cref="JsonException">It was not written by <see cref="ToJson"/>.</exception>
    public static SessionContinuation FromJson(string json) =>
        JsonSerializer.Deserialize(json, ContinuationJson.Default.SessionContinuation)
        ?? throw new JsonException("A session's continuation is null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionContinuation))]
internal sealed partial class ContinuationJson : JsonSerializerContext;
