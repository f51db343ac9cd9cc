using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>A route set as a JSON array of strings.</summary>
public sealed class RouteSetJson : JsonConverter<RouteSet>
{
    /// <inheritdoc/>
    public override RouteSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A route set is an array.");
        var routes = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) routes.Add(reader.GetString() ?? "");
        return RouteSet.Create([.. routes]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RouteSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var route in value) writer.WriteStringValue(route);
        writer.WriteEndArray();
    }
}
