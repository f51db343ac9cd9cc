using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.RecorderPools;

/// <summary>The stored form of a recorder pool's events and snapshots: JSON, enumerations by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecorderSessionPlaced))]
[JsonSerializable(typeof(RecorderSessionReleased))]
[JsonSerializable(typeof(RecorderPoolSnapshot))]
public sealed partial class RecorderPoolJournal : JsonSerializerContext;
