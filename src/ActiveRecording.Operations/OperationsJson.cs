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
[JsonSerializable(typeof(IReadOnlyList<Call>))]
[JsonSerializable(typeof(IReadOnlyList<EntityType>))]
[JsonSerializable(typeof(IReadOnlyList<EntityEntry>))]
[JsonSerializable(typeof(Entity))]
[JsonSerializable(typeof(JournalEvent))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(IReadOnlyList<ShardEntry>))]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(IReadOnlyList<Poison>))]
[JsonSerializable(typeof(NodeAnswer))]
[JsonSerializable(typeof(HealthReport))]
public sealed partial class OperationsJson : JsonSerializerContext;
