using System.Buffers.Text;
using System.Text;

namespace ActiveRecording.Sip.Transports;

/// <summary>Finds Content-Length (compact form <c>l</c>) in a header section without parsing the rest.</summary>
internal static class ContentLengthField
{
    /// <summary><see cref="StreamFrameKind.Message"/> with the length, or why there is none.</summary>
    public static StreamFrameKind Find(ReadOnlySpan<byte> headers, out long length)
    {
        length = -1;
        for (var rest = SkipLine(headers); !rest.IsEmpty; rest = SkipLine(rest))
        {
            if (!TryValue(rest, out var value)) continue;
            if (!TryNumber(value, out var found) || (length >= 0 && found != length)) return StreamFrameKind.BadContentLength;
            length = found;
        }

        return length < 0 ? StreamFrameKind.NoContentLength : StreamFrameKind.Message;
    }

    private static ReadOnlySpan<byte> SkipLine(ReadOnlySpan<byte> text)
    {
        var newline = text.IndexOf((byte)'\n');
        return newline < 0 ? [] : text[(newline + 1)..];
    }

    /// <summary>The value with its continuation lines, up to the line end that no space follows (RFC 3261 §7.3.1).</summary>
    private static bool TryValue(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        var colon = line.IndexOfAny((byte)':', (byte)'\n');
        if (colon < 0 || line[colon] == (byte)'\n') return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        if (!Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && !Ascii.EqualsIgnoreCase(name, "l"u8)) return false;
        value = line[(colon + 1)..];
        var end = 0;
        do
        {
            var newline = value[end..].IndexOf((byte)'\n');
            end = newline < 0 ? value.Length : end + newline + 1;
        }
        while (end < value.Length && value[end] is (byte)' ' or (byte)'\t');
        value = value[..end].Trim(" \t\r\n"u8);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> value, out long number) =>
        Utf8Parser.TryParse(value, out number, out var read) && read == value.Length && value[0] is >= (byte)'0' and <= (byte)'9';
}
