using System.Text.Json.Serialization;
using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>The stored form of a recording session's events: JSON, descriptions as their text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(SessionDescriptionText)])]
[JsonSerializable(typeof(RecordingSessionBegun))]
[JsonSerializable(typeof(RecordingSessionAccepted))]
[JsonSerializable(typeof(RecordingSessionPaused))]
[JsonSerializable(typeof(RecordingSessionResumed))]
[JsonSerializable(typeof(RecordingSessionRedescribed))]
[JsonSerializable(typeof(RecorderOfferSent))]
[JsonSerializable(typeof(RecorderOfferAccepted))]
[JsonSerializable(typeof(RecorderOfferRefused))]
[JsonSerializable(typeof(RecordingSessionAbandoned))]
[JsonSerializable(typeof(RecordingSessionReleased))]
[JsonSerializable(typeof(RecordingSessionFailed))]
[JsonSerializable(typeof(RecordingSessionEnded))]
public sealed partial class RecordingSessionJournal : JsonSerializerContext;
