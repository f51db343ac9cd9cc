using System.Text.Json.Serialization;

namespace ActiveRecording.Reporting.Documents;

/// <summary>The stored form of the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecordingDocument))]
[JsonSerializable(typeof(CallDocument))]
public sealed partial class ReportingJson : JsonSerializerContext;
