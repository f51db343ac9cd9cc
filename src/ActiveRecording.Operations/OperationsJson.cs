using System.Text.Json.Serialization;

namespace ActiveRecording.Operations;

/// <summary>The JSON of the HTTP API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcInstant)])]
[JsonSerializable(typeof(Recording))]
[JsonSerializable(typeof(Page<Recording>))]
[JsonSerializable(typeof(Call))]
[JsonSerializable(typeof(Page<Call>))]
[JsonSerializable(typeof(Page<CallDetailRecord>))]
[JsonSerializable(typeof(RecordingCommand))]
[JsonSerializable(typeof(RecordingCommandResult))]
public sealed partial class OperationsJson : JsonSerializerContext;
