using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Recordings;

/// <summary>The stored form of a recording's events and snapshots: JSON, enumerations by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecordingStarted))]
[JsonSerializable(typeof(RecordingSessionAccepted))]
[JsonSerializable(typeof(RecordingSessionChanged))]
[JsonSerializable(typeof(RecordingPaused))]
[JsonSerializable(typeof(RecordingResumed))]
[JsonSerializable(typeof(RecordingSessionEnded))]
[JsonSerializable(typeof(RecordingAwaited))]
[JsonSerializable(typeof(RecordingCompleted))]
[JsonSerializable(typeof(RecordingSealed))]
[JsonSerializable(typeof(RecordingSealingFailed))]
[JsonSerializable(typeof(RecordingFailed))]
[JsonSerializable(typeof(RecordingSpoolsRemoved))]
[JsonSerializable(typeof(RecordingSnapshot))]
[JsonSerializable(typeof(RecordingSession[]))]
public sealed partial class RecordingJournal : JsonSerializerContext;
