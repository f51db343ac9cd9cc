using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <summary>
/// Turns events into their stored form and back: name and version from <see cref="JournalNameAttribute"/>, payload as
/// JSON by a source-generated context. Every flaw of the event types is found when the codec is made.
/// </summary>
public sealed class JournalCodec<TEvent>
    where TEvent : notnull
{
    private readonly FrozenDictionary<Type, (JournalNameAttribute Name, JsonTypeInfo Json)> byType;
    private readonly FrozenDictionary<(string Name, int Version), JsonTypeInfo> byName;

    /// <summary>A codec for every concrete event type in the assembly of <typeparamref name="TEvent"/>.</summary>
    public JournalCodec(JsonSerializerContext json)
        : this(TypesOf<TEvent>(), json)
    {
    }

    /// <summary>
    /// A codec for the event types given, each described by the first context that knows it: for an entity whose
    /// stream holds events of several origins.
    /// </summary>
    /// <exception cref="ArgumentException">A type has no name, shares it with another, or is in no context.</exception>
    public JournalCodec(IEnumerable<Type> types, params IReadOnlyList<JsonSerializerContext> contexts)
    {
        var described = types.ToDictionary(type => type, type => Describe(type, contexts));
        byType = described.ToFrozenDictionary();
        byName = Index(described).ToFrozenDictionary();
    }

    /// <summary>The concrete types of a hierarchy of events, in the assembly of its root.</summary>
    public static IEnumerable<Type> TypesOf<TRoot>() =>
        typeof(TRoot).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false })
            .Where(type => type.IsAssignableTo(typeof(TRoot)));

    /// <summary>Whether this codec decodes such events.</summary>
    public bool Knows(string name, int version) => byName.ContainsKey((name, version));

    /// <summary>The stored form of an event.</summary>
    public EventData Encode(TEvent @event)
    {
        if (!byType.TryGetValue(@event.GetType(), out var known)) throw UnknownEventException.Of(@event.GetType());
        return new EventData(
            known.Name.Name, known.Name.Version, JsonSerializer.SerializeToUtf8Bytes(@event, known.Json));
    }

    /// <summary>The event of a stored form.</summary>
    /// <exception cref="UnknownEventException">This program does not know that name and version.</exception>
    /// <exception cref="JsonException">The payload is not what that name and version promise.</exception>
    public TEvent Decode(EventData data)
    {
        if (!byName.TryGetValue((data.Name, data.Version), out var type))
            throw new UnknownEventException(data.Name, data.Version);
        return (TEvent)(JsonSerializer.Deserialize(data.Payload.Span, type)
            ?? throw new JsonException($"Event {data.Name} version {data.Version} is null"));
    }

    private static (JournalNameAttribute Name, JsonTypeInfo Json) Describe(
        Type type, IReadOnlyList<JsonSerializerContext> contexts)
    {
        var name = type.GetCustomAttribute<JournalNameAttribute>()
            ?? throw new ArgumentException($"Event type {type} has no [JournalName]");
        var info = contexts.Select(context => context.GetTypeInfo(type)).FirstOrDefault(found => found is not null)
            ?? throw new ArgumentException($"Event type {type} is in none of the JSON contexts");
        return (name, info);
    }

    private static Dictionary<(string Name, int Version), JsonTypeInfo> Index(
        Dictionary<Type, (JournalNameAttribute Name, JsonTypeInfo Json)> described)
    {
        var index = new Dictionary<(string, int), JsonTypeInfo>();
        foreach (var (type, (name, json)) in described)
        {
            if (!index.TryAdd((name.Name, name.Version), json))
                throw new ArgumentException($"Event type {type} shares {name.Name} version {name.Version} with another");
        }

        return index;
    }
}
