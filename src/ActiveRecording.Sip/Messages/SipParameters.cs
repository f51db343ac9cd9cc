using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// Parameters in the order written, names without regard to case; immutable. Values are given and taken plain: they
/// are percent-escaped in a URI and quoted, where they must be, in a header field.
/// </summary>
public sealed class SipParameters : IReadOnlyList<KeyValuePair<string, string?>>, IEquatable<SipParameters>
{
    /// <summary>Characters of a name that are encoded without the heap.</summary>
    private const int NameOnStack = 64;

    private readonly ReadOnlyMemory<byte> text;
    private readonly bool inUri;

    private SipParameters(ReadOnlyMemory<byte> text, bool inUri)
    {
        this.text = text;
        this.inUri = inUri;
    }

    /// <summary>No parameters of a header field.</summary>
    public static SipParameters Empty { get; } = new(default, inUri: false);

    /// <summary>No parameters of a URI.</summary>
    public static SipParameters EmptyOfUri { get; } = new(default, inUri: true);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            var scanner = new ParameterScanner(text.Span);
            while (scanner.MoveNext()) count++;
            return count;
        }
    }

    /// <summary>As written, from the first semicolon.</summary>
    internal ReadOnlyMemory<byte> Text => text;

    /// <summary>The value; null if the parameter is absent, empty if it is a flag.</summary>
    public string? this[string name] => TryGet(name, out var value) ? value ?? "" : null;

    /// <inheritdoc/>
    public KeyValuePair<string, string?> this[int index] => ToList()[index];

    /// <summary>Whether it is there, with a value or without.</summary>
    public bool Contains(string name) => TryFind(name, out _, out _);

    /// <summary>Finds a parameter; a flag has a null value.</summary>
    public bool TryGet(string name, out string? value)
    {
        value = null;
        if (!TryFind(name, out var raw, out var hasValue)) return false;
        value = hasValue ? Decode(raw) : null;
        return true;
    }

    /// <summary>A copy in which the parameter has that value, in its old place or at the end; null makes a flag.</summary>
    public SipParameters With(string name, string? value = null)
    {
        var list = this.ToList();
        var at = list.FindIndex(pair => Same(pair.Key, name));
        if (at < 0) list.Add(new(name, value));
        else list[at] = new(list[at].Key, value);
        return Of(list, inUri);
    }

    /// <summary>A copy without that parameter.</summary>
    public SipParameters Without(string name) =>
        Contains(name) ? Of(this.Where(pair => !Same(pair.Key, name)), inUri) : this;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As written, for example <c>;transport=tcp;lr</c>; empty if there are none.</summary>
    public override string ToString() => Encoding.UTF8.GetString(text.Span);

    /// <summary>The same names with the same values in the same order; names without regard to case.</summary>
    public bool Equals(SipParameters? other) =>
        other is not null && (text.Span.SequenceEqual(other.text.Span) || this.SequenceEqual(other, PairComparer.Instance));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipParameters);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>Reads all of <paramref name="text"/>, which starts with a semicolon or is empty.</summary>
    internal static bool TryParse(
        ReadOnlyMemory<byte> text, bool inUri, [NotNullWhen(true)] out SipParameters? parameters)
    {
        parameters = null;
        var scanner = new ParameterScanner(text.Span);
        while (scanner.MoveNext())
        {
            if (inUri && !(PercentEncoding.IsWellFormed(scanner.Name) && PercentEncoding.IsWellFormed(scanner.Value)))
                return false;
        }

        if (scanner.Failed) return false;
        parameters = text.IsEmpty ? (inUri ? EmptyOfUri : Empty) : new(text, inUri);
        return true;
    }

    private static SipParameters Of(IEnumerable<KeyValuePair<string, string?>> pairs, bool inUri)
    {
        var written = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            written.Append(';').Append(inUri ? PercentEncoding.EscapeParameter(name) : name);
            if (value is not null) written.Append('=').Append(inUri ? PercentEncoding.EscapeParameter(value) : Plain(value));
        }

        return new(Encoding.UTF8.GetBytes(written.ToString()), inUri);
    }

    private static string Plain(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || "-.!%*_+`'~[]:".Contains(c, StringComparison.Ordinal))
            ? value
            : SipGrammar.Quote(value);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private List<KeyValuePair<string, string?>> ToList()
    {
        var list = new List<KeyValuePair<string, string?>>();
        var scanner = new ParameterScanner(text.Span);
        while (scanner.MoveNext())
        {
            var name = inUri ? PercentEncoding.Unescape(scanner.Name) : Encoding.UTF8.GetString(scanner.Name);
            list.Add(new(name, scanner.HasValue ? Decode(scanner.Value) : null));
        }

        return list;
    }

    private bool TryFind(string name, out ReadOnlySpan<byte> value, out bool hasValue)
    {
        Span<byte> plain = name.Length <= NameOnStack
            ? stackalloc byte[3 * NameOnStack]
            : new byte[Encoding.UTF8.GetByteCount(name)];
        plain = plain[..Encoding.UTF8.GetBytes(name, plain)];
        var scanner = new ParameterScanner(text.Span);
        while (scanner.MoveNext())
        {
            if (!(inUri ? PercentEncoding.Matches(scanner.Name, plain) : Ascii.EqualsIgnoreCase(scanner.Name, plain))) continue;
            value = scanner.Value;
            hasValue = scanner.HasValue;
            return true;
        }

        value = default;
        hasValue = false;
        return false;
    }

    private string Decode(ReadOnlySpan<byte> value) =>
        inUri ? PercentEncoding.Unescape(value)
        : value.Length > 1 && value[0] == (byte)'"' ? SipGrammar.Unquote(value)
        : Encoding.UTF8.GetString(value);

    private sealed class PairComparer : IEqualityComparer<KeyValuePair<string, string?>>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals(KeyValuePair<string, string?> x, KeyValuePair<string, string?> y) =>
            Same(x.Key, y.Key) && string.Equals(x.Value, y.Value, StringComparison.Ordinal);

        public int GetHashCode(KeyValuePair<string, string?> obj) => obj.Key.Length;
    }
}
