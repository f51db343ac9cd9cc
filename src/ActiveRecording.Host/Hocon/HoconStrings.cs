using System.Globalization;
using System.Text;

namespace ActiveRecording.Host.Hocon;

/// <summary>Reads the three kinds of strings: unquoted, <c>"quoted"</c> with JSON's escapes, <c>"""raw"""</c>.</summary>
internal static class HoconStrings
{
    private const string Forbidden = "$\"{}[]:=,+#`^?!@*&\\";
    private const string TripleQuote = "\"\"\"";

    /// <summary>Whether a character may stand in an unquoted string (white space separates, it is not part).</summary>
    public static bool IsUnquoted(char character) =>
        !char.IsWhiteSpace(character) && !Forbidden.Contains(character, StringComparison.Ordinal);

    /// <summary>A quoted or triple-quoted string; the cursor stands on its first quote.</summary>
    public static string ReadQuoted(HoconCursor cursor)
    {
        var start = cursor.At;
        if (cursor.StartsWith(TripleQuote)) return ReadRaw(cursor, start);
        cursor.Advance();
        var value = new StringBuilder();
        while (true)
        {
            if (cursor.AtEnd || cursor.Current == '\n')
                throw new HoconException(
                    start, "the quoted string does not end on its line; close it with \", or use \"\"\"…\"\"\"");
            var character = cursor.Current;
            cursor.Advance();
            if (character == '"') return value.ToString();
            value.Append(character == '\\' ? ReadEscape(cursor) : character);
        }
    }

    private static string ReadRaw(HoconCursor cursor, HoconPosition start)
    {
        cursor.Advance(TripleQuote.Length);
        var value = cursor.TakeUntil(TripleQuote)
            ?? throw new HoconException(start, "the string that begins here with \"\"\" is never closed with \"\"\"");
        var more = new StringBuilder(value);
        for (; cursor.Current == '"'; cursor.Advance()) more.Append('"');
        return more.ToString();
    }

    private static char ReadEscape(HoconCursor cursor)
    {
        var at = cursor.At;
        var character = cursor.Current;
        cursor.Advance();
        return character switch
        {
            '"' or '\\' or '/' => character,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadCodeUnit(cursor, at),
            _ => throw new HoconException(at, "unknown escape; JSON's \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX are known"),
        };
    }

    private static char ReadCodeUnit(HoconCursor cursor, HoconPosition at)
    {
        Span<char> digits = stackalloc char[4];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = cursor.Current;
            cursor.Advance();
        }
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : throw new HoconException(at, "\\u needs four hexadecimal digits");
    }
}
