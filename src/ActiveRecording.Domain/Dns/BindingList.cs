using System.Collections;

namespace ActiveRecording.Domain.Dns;

/// <summary>The bindings of one number, each key once, in the order first registered; compared by what it holds.</summary>
public sealed class BindingList : IReadOnlyList<Binding>, IEquatable<BindingList>
{
    private readonly Binding[] bindings;

    private BindingList(Binding[] bindings) => this.bindings = bindings;

    /// <summary>No binding.</summary>
    public static BindingList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => bindings.Length;

    /// <inheritdoc/>
    public Binding this[int index] => bindings[index];

    /// <summary>The binding of a key; null if there is none.</summary>
    public Binding? Find(string key) => Array.Find(bindings, binding => binding.Key == key);

    /// <summary>The list with that binding, in the place of the one with its key or at the end.</summary>
    public BindingList With(Binding binding) => Find(binding.Key) is null
        ? new([.. bindings, binding])
        : new([.. bindings.Select(known => known.Key == binding.Key ? binding : known)]);

    /// <summary>The list without the binding of that key.</summary>
    public BindingList Without(string key) => new([.. bindings.Where(binding => binding.Key != key)]);

    /// <inheritdoc/>
    public bool Equals(BindingList? other) => other is not null && bindings.AsSpan().SequenceEqual(other.bindings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BindingList);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <inheritdoc/>
    public IEnumerator<Binding> GetEnumerator() => ((IEnumerable<Binding>)bindings).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => bindings.GetEnumerator();
}
