using System.Buffers;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>Escapes in SIP URIs (RFC 3261 §19.1.2, §25.1): <c>%</c> and two hexadecimal digits.</summary>
public static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    private static readonly SearchValues<char> User = SearchValues.Create(Unreserved + "&=+$,;?/");
    private static readonly SearchValues<char> Password = SearchValues.Create(Unreserved + "&=+$,");
    private static readonly SearchValues<char> Header = SearchValues.Create(Unreserved + "[]/?:+$");
    private static readonly SearchValues<char> Parameter = SearchValues.Create(Unreserved + "[]/:&+$");

    /// <summary>Escapes what may not stand in a user part.</summary>
    public static string EscapeUser(string text) => Escape(text, User);

    /// <summary>Escapes what may not stand in a password.</summary>
    public static string EscapePassword(string text) => Escape(text, Password);

    /// <summary>Escapes what may not stand in the name or value of a URI parameter.</summary>
    public static string EscapeParameter(string text) => Escape(text, Parameter);

    /// <summary>Escapes what may not stand in the name or value of a header field within a URI.</summary>
    public static string EscapeHeader(string text) => Escape(text, Header);

    /// <summary>Resolves escapes; the result is read as UTF-8.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'%') < 0) return Encoding.UTF8.GetString(text);
        var plain = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'%' && i + 2 < text.Length
                && Convert.FromHexString(text.Slice(i + 1, 2), plain.AsSpan(length), out _, out _) == OperationStatus.Done)
            {
                i += 2;
                length++;
            }
            else
            {
                plain[length++] = text[i];
            }
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }

    /// <summary>Whether a text means another one once its escapes are resolved, letters without regard to case.</summary>
    public static bool Matches(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> plain)
    {
        Span<byte> octet = stackalloc byte[1];
        var at = 0;
        for (var i = 0; i < escaped.Length; i++, at++)
        {
            if (at == plain.Length) return false;
            octet[0] = escaped[i];
            if (escaped[i] == (byte)'%' && i + 2 < escaped.Length
                && Convert.FromHexString(escaped.Slice(i + 1, 2), octet, out _, out _) == OperationStatus.Done)
            {
                i += 2;
            }

            if (octet[0] != plain[at] && !Ascii.EqualsIgnoreCase(octet, plain.Slice(at, 1))) return false;
        }

        return at == plain.Length;
    }

    /// <summary>Every percent sign is followed by two hexadecimal digits.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'%'); at >= 0;)
        {
            if (at + 2 >= text.Length) return false;
            if (!char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2])) return false;
            text = text[(at + 3)..];
            at = text.IndexOf((byte)'%');
        }

        return true;
    }

    private static string Escape(string text, SearchValues<char> allowed)
    {
        if (text.AsSpan().IndexOfAnyExcept(allowed) < 0) return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value < 0x80 && allowed.Contains((char)value)) escaped.Append((char)value);
            else escaped.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
