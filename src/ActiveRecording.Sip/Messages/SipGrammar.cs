using System.Buffers;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>The basic rules of RFC 3261 §25.1, on bytes.</summary>
internal static class SipGrammar
{
    private static readonly SearchValues<byte> Token = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    /// <summary>What ends the name of a parameter.</summary>
    public static readonly SearchValues<byte> ParameterNameEnd = SearchValues.Create(";=,<>\" \t\r\n"u8);

    /// <summary>What ends the unquoted value of a parameter; an equals sign inside is kept (base64).</summary>
    public static readonly SearchValues<byte> ParameterValueEnd = SearchValues.Create(";,<>\" \t\r\n"u8);

    /// <summary>What a display name without quotes cannot hold; more is tolerated than tokens and white space.</summary>
    public static readonly SearchValues<byte> NotInPlainName = SearchValues.Create("\"<>:;,@"u8);

    /// <summary>One or more token characters.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExcept(Token) < 0;

    /// <summary>The length of the token at the start.</summary>
    public static int TokenLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(Token);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Space, tab, or an end of line, which inside a header value can only be folding.</summary>
    public static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>Without leading and trailing white space.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => TrimEnd(TrimStart(text));

    /// <summary>Without leading white space.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start])) start++;
        return text[start..];
    }

    /// <summary>Without trailing white space.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1])) end--;
        return text[..end];
    }

    /// <summary>Without leading and trailing white space.</summary>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var end = TrimEnd(text.Span).Length;
        var start = end - TrimStart(text.Span[..end]).Length;
        return text[start..end];
    }

    /// <summary>The length of the quoted string at the start, both quotes included; 0 if it does not end.</summary>
    public static int QuotedLength(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\') i++;
            else if (text[i] == (byte)'"') return i + 1;
        }

        return 0;
    }

    /// <summary>The content of a quoted string, escapes resolved.</summary>
    public static string Unquote(ReadOnlySpan<byte> quoted)
    {
        var inner = quoted[1..^1];
        if (inner.IndexOf((byte)'\\') < 0) return Encoding.UTF8.GetString(inner);
        var plain = new byte[inner.Length];
        var length = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == (byte)'\\' && i + 1 < inner.Length) i++;
            plain[length++] = inner[i];
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }

    /// <summary>A quoted string holding <paramref name="text"/>; line ends become spaces, quotes and nulls are escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\' or '\0') quoted.Append('\\');
            quoted.Append(character is '\r' or '\n' ? ' ' : character);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether <paramref name="text"/> is a token and so needs no quotes.</summary>
    public static bool IsToken(string text)
    {
        if (text.Length == 0) return false;
        foreach (var character in text)
        {
            if (character > 0x7f || !Token.Contains((byte)character)) return false;
        }

        return true;
    }

    /// <summary>ASCII comparison without regard to case.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Ascii.EqualsIgnoreCase(left, right);

    /// <summary>ASCII comparison without regard to case.</summary>
    public static bool Same(ReadOnlySpan<byte> left, string right) => Ascii.EqualsIgnoreCase(left, right);

    /// <summary>A decimal number of digits only, at most <paramref name="largest"/>.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> digits, int largest, out int number)
    {
        number = 0;
        if (digits.IsEmpty) return false;
        long value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = value * 10 + (digit - '0');
            if (value > largest) return false;
        }

        number = (int)value;
        return true;
    }
}
