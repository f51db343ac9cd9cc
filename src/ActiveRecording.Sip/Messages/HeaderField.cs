using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>A header field: a line as it was received, or a name and a value of our own.</summary>
internal struct HeaderField
{
    private ReadOnlyMemory<byte> line;
    private int nameLength;
    private int valueStart;
    private int valueLength;
    private string? name;
    private string? value;

    /// <summary>Which known field it is, by whatever name it was written.</summary>
    public HeaderId Id { get; private set; }

    /// <summary>The line without its end, folding included; empty for a field of our own.</summary>
    public readonly ReadOnlySpan<byte> Line => line.Span;

    public static HeaderField Received(ReadOnlyMemory<byte> buffer, in HeaderLine at) => new()
    {
        Id = at.Id,
        line = buffer.Slice(at.Start, at.Length),
        nameLength = at.NameLength,
        valueStart = at.ValueStart - at.Start,
        valueLength = at.ValueLength,
    };

    /// <param name="name">A token.</param>
    /// <param name="value">Line ends in it become spaces: a value never starts another field.</param>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public static HeaderField Own(string name, string value)
    {
        var id = HeaderTable.Find(name);
        if (!id.IsKnown && !SipGrammar.IsToken(name))
            throw new ArgumentException($"'{name}' is no header name.", nameof(name));
        return new() { Id = id, name = id.IsKnown ? HeaderTable.NameOf(id) : name, value = OneLine(value) };
    }

    /// <summary>The name; of a known field as it is usually written.</summary>
    public string Name() =>
        name ??= Id.IsKnown ? HeaderTable.NameOf(Id) : Encoding.UTF8.GetString(line.Span[..nameLength]);

    /// <summary>The value without surrounding white space, unfolded.</summary>
    public string Value() => value ??= Encoding.UTF8.GetString(Bytes().Span);

    /// <summary>The value without surrounding white space, unfolded.</summary>
    public readonly ReadOnlyMemory<byte> Bytes()
    {
        if (line.IsEmpty) return Encoding.UTF8.GetBytes(value ?? "");
        var raw = line.Slice(valueStart, valueLength);
        return raw.Span.Contains((byte)'\n') ? Unfold(raw.Span) : raw;
    }

    public readonly bool Is(HeaderId id, string wanted) =>
        id.IsKnown || Id.IsKnown ? Id == id
        : name is not null ? string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase)
        : SipGrammar.Same(line.Span[..nameLength], wanted);

    /// <summary>Each end of line and the white space around it is one space (RFC 3261 §7.3.1).</summary>
    private static byte[] Unfold(ReadOnlySpan<byte> folded)
    {
        var plain = new List<byte>(folded.Length);
        while (folded.IndexOf((byte)'\n') is >= 0 and var end)
        {
            plain.AddRange(SipGrammar.TrimEnd(folded[..end]));
            plain.Add((byte)' ');
            folded = SipGrammar.TrimStart(folded[end..]);
        }

        plain.AddRange(folded);
        return [.. plain];
    }

    private static string OneLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 ? text.Trim()
            : text.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ').Trim();
}
