using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// name-addr or addr-spec with parameters: From, To, Contact, Route, Record-Route (RFC 3261 §20.10).
/// </summary>
/// <param name="DisplayName">Without quotes; null if there is none.</param>
/// <param name="Uri">The address.</param>
/// <param name="Parameters">Parameters of the header field, not of the URI.</param>
public sealed record NameAddress(string? DisplayName, SipUri Uri, SipParameters Parameters)
{
    /// <summary>An address without name and parameters.</summary>
    public NameAddress(SipUri uri)
        : this(null, uri, SipParameters.Empty)
    {
    }

    /// <summary>The tag (RFC 3261 §19.3); null if there is none.</summary>
    public string? Tag => Parameters["tag"];

    /// <summary>A copy with that tag.</summary>
    public NameAddress WithTag(string tag) => this with { Parameters = Parameters.With("tag", tag) };

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out NameAddress?)"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out NameAddress? address) =>
        TryParse(Encoding.UTF8.GetBytes(text), out address);

    /// <summary>Reads all of <paramref name="text"/>, which the address keeps.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        text = SipGrammar.Trim(text);
        var span = text.Span;
        if (span.IsEmpty) return false;

        var nameLength = span[0] == (byte)'"' ? SipGrammar.QuotedLength(span) : 0;
        if (span[0] == (byte)'"' && nameLength == 0) return false;
        var stop = span[nameLength..].IndexOfAny((byte)'<', (byte)';', (byte)'"');
        if (stop < 0 || span[nameLength + stop] != (byte)'<') return nameLength == 0 && TryParseBare(text, out address);
        var open = nameLength + stop;
        if (nameLength == 0) nameLength = open;
        else if (!SipGrammar.Trim(span[nameLength..open]).IsEmpty) return false;

        var close = span[open..].IndexOf((byte)'>');
        if (close < 0 || !TryName(span[..nameLength], out var name)) return false;
        if (!SipUri.TryParse(text.Slice(open + 1, close - 1), out var uri)) return false;
        var after = SipGrammar.Trim(text[(open + close + 1)..]);
        if (!SipParameters.TryParse(after, inUri: false, out var parameters)) return false;
        address = new(name, uri, parameters);
        return true;
    }

    /// <summary>As written in a header field, always with angle brackets.</summary>
    public override string ToString() =>
        DisplayName is null ? $"<{Uri}>{Parameters}" : $"{SipGrammar.Quote(DisplayName)} <{Uri}>{Parameters}";

    /// <summary>Without brackets every parameter belongs to the header field (RFC 3261 §20).</summary>
    private static bool TryParseBare(ReadOnlyMemory<byte> text, out NameAddress? address)
    {
        address = null;
        var end = text.Span.IndexOf((byte)';');
        var uriText = SipGrammar.Trim(end < 0 ? text : text[..end]);
        if (uriText.Span.IndexOfAny((byte)'?', (byte)',') >= 0 || !SipUri.TryParse(uriText, out var uri)) return false;
        if (!SipParameters.TryParse(end < 0 ? default : text[end..], inUri: false, out var parameters)) return false;
        address = new(null, uri, parameters);
        return true;
    }

    private static bool TryName(ReadOnlySpan<byte> text, out string? name)
    {
        name = null;
        text = SipGrammar.Trim(text);
        if (text.IsEmpty) return true;
        if (text[0] == (byte)'"')
        {
            name = SipGrammar.Unquote(text);
            return true;
        }

        if (text.ContainsAny(SipGrammar.NotInPlainName)) return false;
        name = Encoding.UTF8.GetString(text);
        return true;
    }
}
