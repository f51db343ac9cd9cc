using System.Collections;
using System.Runtime.CompilerServices;

namespace ActiveRecording.Sip.Msml;

/// <summary>A list compared by what it holds, so that bodies can be compared as values.</summary>
[CollectionBuilder(typeof(MsmlList), nameof(MsmlList.Create))]
public sealed class MsmlList<T> : IReadOnlyList<T>, IEquatable<MsmlList<T>>
{
    private readonly T[] items;

    internal MsmlList(T[] items) => this.items = items;

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public bool Equals(MsmlList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MsmlList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => items.Length;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", items)}]";
}

/// <summary>Makes lists out of collection expressions.</summary>
public static class MsmlList
{
    /// <summary>A list of these items.</summary>
    public static MsmlList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
