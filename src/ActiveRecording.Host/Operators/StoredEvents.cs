using System.Text.Json;
using ActiveRecording.EventSourcing;
using ActiveRecording.Operations;

namespace ActiveRecording.Host.Operators;

/// <summary>Events of the journal as operators see them.</summary>
internal static class StoredEvents
{
    public static JournalEvent Show(StoredEvent stored)
    {
        var (payload, flaw) = Payload(stored.Data.Payload);
        return new JournalEvent(
            stored.Stream.ToString(), stored.Sequence, stored.Shard, stored.Position, stored.Data.Name, stored.Data.Version,
            At(payload), payload, stored.Flaw ?? flaw);
    }

    /// <summary>A payload that is no JSON is shown as it is, so that a damaged event can be looked at.</summary>
    private static (JsonElement Payload, string? Flaw) Payload(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException exception)
        {
            using var text = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Convert.ToBase64String(bytes.Span)));
            return (text.RootElement.Clone(), $"its payload is no JSON: {exception.Message}");
        }
    }

    private static DateTimeOffset? At(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("at", out var at)
        && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var instant) ? instant : null;
}
