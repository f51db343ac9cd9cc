using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <summary>
/// Turns the state of an entity into its stored form and back: name and version from the
/// <see cref="JournalNameAttribute"/> of the stored form, payload as JSON. A form with another name or version is not
/// read, and the entity replays all its events: whoever changes what events make of a state raises the version.
/// </summary>
public sealed class SnapshotCodec<TState>
{
    private readonly JournalNameAttribute form;
    private readonly Func<TState, byte[]> encode;
    private readonly Func<ReadOnlyMemory<byte>, TState> decode;

    private SnapshotCodec(JournalNameAttribute form, Func<TState, byte[]> encode, Func<ReadOnlyMemory<byte>, TState> decode) =>
        (this.form, this.encode, this.decode) = (form, encode, decode);

    /// <summary>A codec that stores a state as a <typeparamref name="TStored"/>.</summary>
    /// <exception cref="ArgumentException">The stored form has no name.</exception>
    public static SnapshotCodec<TState> Of<TStored>(
        JsonTypeInfo<TStored> json, Func<TState, TStored> store, Func<TStored, TState> restore)
    {
        var name = typeof(TStored).GetCustomAttribute<JournalNameAttribute>()
            ?? throw new ArgumentException($"Snapshot type {typeof(TStored)} has no [JournalName]");
        return new SnapshotCodec<TState>(
            name,
            state => JsonSerializer.SerializeToUtf8Bytes(store(state), json),
            payload => restore(JsonSerializer.Deserialize(payload.Span, json)
                ?? throw new JsonException($"Snapshot {name.Name} version {name.Version} is null")));
    }

    /// <summary>Whether this codec reads that form.</summary>
    public bool Knows(EventData data) =>
        data.Version == form.Version && string.Equals(data.Name, form.Name, StringComparison.Ordinal);

    /// <summary>The stored form of a state.</summary>
    public EventData Encode(TState state) => new(form.Name, form.Version, encode(state));

    /// <summary>The state of a stored form.</summary>
    public TState Decode(EventData data) => decode(data.Payload);
}
