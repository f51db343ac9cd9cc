using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.MediaServers;

/// <summary>The stored form of a Media Server's events and snapshots: JSON, enumerations by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MediaServerLegReserved))]
[JsonSerializable(typeof(MediaServerLegReleased))]
[JsonSerializable(typeof(MediaServerSnapshot))]
public sealed partial class MediaServerJournal : JsonSerializerContext;
