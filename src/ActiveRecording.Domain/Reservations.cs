using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Domain;

/// <summary>What a resource has promised, by the identifier of whom; compared by content.</summary>
public sealed class Reservations<T> : IEquatable<Reservations<T>>
    where T : IEquatable<T>
{
    private readonly ImmutableSortedDictionary<string, T> held;

    private Reservations(ImmutableSortedDictionary<string, T> held) => this.held = held;

    /// <summary>Nothing promised.</summary>
    public static Reservations<T> None { get; } = new(ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal));

    /// <summary>Holders with what they hold, ordered by holder.</summary>
    public IEnumerable<KeyValuePair<string, T>> All => held;

    /// <summary>How many holders.</summary>
    public int Count => held.Count;

    /// <summary>What holders hold, by holder.</summary>
    public static Reservations<T> Of(IReadOnlyDictionary<string, T> held) => new(None.held.AddRange(held));

    /// <summary>The same as a plain dictionary, in the same order.</summary>
    public IReadOnlyDictionary<string, T> ToDictionary() => held;

    /// <summary>What a holder holds.</summary>
    public bool TryGet(string holder, [MaybeNullWhen(false)] out T reservation) => held.TryGetValue(holder, out reservation);

    /// <summary>With a reservation more, or another in its place.</summary>
    public Reservations<T> With(string holder, T reservation) => new(held.SetItem(holder, reservation));

    /// <summary>Without that holder.</summary>
    public Reservations<T> Without(string holder) => new(held.Remove(holder));

    /// <inheritdoc/>
    public bool Equals(Reservations<T>? other) => other is not null && held.SequenceEqual(other.held);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Reservations<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => held.Count;
}
