using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ActiveRecording.Domain.Recordings;

/// <summary>Sessions as a JSON array.</summary>
public sealed class RecordingSessionsJson : JsonConverter<RecordingSessions>
{
    /// <inheritdoc/>
    public override RecordingSessions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, Plain(options))!.Aggregate(RecordingSessions.None, (all, session) => all.Add(session));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RecordingSessions value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], Plain(options));

    private static JsonTypeInfo<RecordingSession[]> Plain(JsonSerializerOptions options) =>
        (JsonTypeInfo<RecordingSession[]>)options.GetTypeInfo(typeof(RecordingSession[]));
}
