using System.Text.Json.Serialization;

namespace ActiveRecording.Operations;

/// <summary>How far a recording has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordingState>))]
public enum RecordingState
{
    /// <summary>The Media Server was asked for it; no recorder has accepted it yet.</summary>
    [JsonStringEnumMemberName("requested")]
    Requested,

    /// <summary>A recorder receives it.</summary>
    [JsonStringEnumMemberName("recording")]
    Recording,

    /// <summary>All of it was received; its files are being written.</summary>
    [JsonStringEnumMemberName("sealing")]
    Sealing,

    /// <summary>Complete, with its files and their hashes.</summary>
    [JsonStringEnumMemberName("sealed")]
    Sealed,

    /// <summary>There is none, or none will come.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
