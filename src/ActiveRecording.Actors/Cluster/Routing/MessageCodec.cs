using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>
/// Turns commands or replies into what nodes send each other: name and version from
/// <see cref="MessageNameAttribute"/>, JSON by a source-generated context. Flaws are found when it is made.
/// </summary>
public sealed class MessageCodec<T>
    where T : notnull
{
    private readonly FrozenDictionary<Type, (MessageNameAttribute Name, JsonTypeInfo Json)> byType;
    private readonly FrozenDictionary<(string Name, int Version), JsonTypeInfo> byName;

    /// <summary>A codec for the types given, each described by the first context that knows it.</summary>
    /// <exception cref="ArgumentException">A type has no name, shares it with another, or is in no context.</exception>
    public MessageCodec(IEnumerable<Type> types, params IReadOnlyList<JsonSerializerContext> contexts)
    {
        byType = types.ToFrozenDictionary(type => type, type => Describe(type, contexts));
        var shared = byType.Values.GroupBy(known => (known.Name.Name, known.Name.Version)).FirstOrDefault(group => group.Count() > 1);
        if (shared is not null) throw new ArgumentException($"Two message types are called {shared.Key.Name} version {shared.Key.Version}");
        byName = byType.Values.ToFrozenDictionary(known => (known.Name.Name, known.Name.Version), known => known.Json);
    }

    /// <summary>The wire form of a message.</summary>
    internal WireMessage Encode(T message)
    {
        if (!byType.TryGetValue(message.GetType(), out var known))
            throw new ArgumentException($"Message type {message.GetType()} is not in the codec");
        return new WireMessage(
            known.Name.Name, known.Name.Version, JsonSerializer.SerializeToUtf8Bytes(message, known.Json));
    }

    /// <summary>The message of a wire form, or why there is none.</summary>
    internal bool TryDecode(WireMessage wire, out T? message, out string? flaw)
    {
        (message, flaw) = (default, null);
        if (!byName.TryGetValue((wire.Name, wire.Version), out var type))
        {
            flaw = $"message '{wire.Name}' version {wire.Version} is unknown here";
            return false;
        }

        try
        {
            message = (T?)JsonSerializer.Deserialize(wire.Payload.Span, type);
        }
        catch (JsonException exception)
        {
            flaw = exception.Message;
        }

        if (message is null) flaw ??= $"message '{wire.Name}' version {wire.Version} is null";
        return message is not null;
    }

    private static (MessageNameAttribute Name, JsonTypeInfo Json) Describe(
        Type type, IReadOnlyList<JsonSerializerContext> contexts)
    {
        var name = type.GetCustomAttribute<MessageNameAttribute>()
            ?? throw new ArgumentException($"Message type {type} has no [MessageName]");
        var info = contexts.Select(context => context.GetTypeInfo(type)).FirstOrDefault(found => found is not null)
            ?? throw new ArgumentException($"Message type {type} is in none of the JSON contexts");
        return (name, info);
    }
}

/// <summary>A command or reply as it is sent; of a question, empty.</summary>
internal readonly record struct WireMessage(string Name, int Version, ReadOnlyMemory<byte> Payload);
