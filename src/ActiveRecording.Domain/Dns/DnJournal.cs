using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Dns;

/// <summary>The stored form of the events and snapshots of a directory number: JSON, enumerations by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DnRegistered))]
[JsonSerializable(typeof(DnUnregistered))]
[JsonSerializable(typeof(DnSnapshot))]
public sealed partial class DnJournal : JsonSerializerContext;
