using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.MediaServers;

/// <summary>The stored form of a Media Server's events: JSON, enumerations by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MediaServerLegReserved))]
[JsonSerializable(typeof(MediaServerLegReleased))]
public sealed partial class MediaServerJournal : JsonSerializerContext;
