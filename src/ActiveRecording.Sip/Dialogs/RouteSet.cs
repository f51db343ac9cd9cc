using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ActiveRecording.Sdp;

namespace ActiveRecording.Sip.Dialogs;

/// <summary>
/// The Route header values of a dialog (RFC 3261 §12), in the order they are sent, each a name-addr such as
/// <c>&lt;sip:127.0.0.1:5160;lr&gt;</c>. Compared by content; in JSON an array of strings.
/// </summary>
[JsonConverter(typeof(RouteSetJson))]
[CollectionBuilder(typeof(RouteSet), nameof(Create))]
public sealed class RouteSet : IReadOnlyList<string>, IEquatable<RouteSet>
{
    private readonly string[] routes;

    private RouteSet(string[] routes) => this.routes = routes;

    /// <summary>No proxy in between.</summary>
    public static RouteSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => routes.Length;

    /// <inheritdoc/>
    public string this[int index] => routes[index];

    /// <summary>A route set of these values.</summary>
    public static RouteSet Create(ReadOnlySpan<string> routes)
    {
        if (routes.IsEmpty) return Empty;
        var kept = new string[routes.Length];
        for (var i = 0; i < kept.Length; i++) kept[i] = RecentStrings.Of(routes[i]);
        return new(kept);
    }

    /// <inheritdoc/>
    public bool Equals(RouteSet? other) => other is not null && routes.AsSpan().SequenceEqual(other.routes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RouteSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var route in routes) hash.Add(route, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", routes);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)routes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
