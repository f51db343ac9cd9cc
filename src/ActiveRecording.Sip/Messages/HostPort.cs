namespace ActiveRecording.Sip.Messages;

/// <summary>hostport and sent-by of RFC 3261 §25.1: a name, an IPv4 address or an IPv6 reference, and a port.</summary>
internal static class HostPort
{
    private const int LargestPort = 65_535;

    /// <summary>Reads the host at the start of <paramref name="text"/> and, after a colon, the port.</summary>
    /// <param name="text">What starts with a host.</param>
    /// <param name="hostLength">Length of the host.</param>
    /// <param name="port">The port; 0 if none is written.</param>
    /// <param name="read">Length of both, the colon and white space around it included.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out int hostLength, out int port, out int read)
    {
        port = 0;
        read = 0;
        hostLength = Length(text);
        if (hostLength == 0) return false;
        read = hostLength;
        var after = SipGrammar.TrimStart(text[hostLength..]);
        if (after.IsEmpty || after[0] != (byte)':') return true;
        after = SipGrammar.TrimStart(after[1..]);
        var digits = 0;
        while (digits < after.Length && char.IsAsciiDigit((char)after[digits])) digits++;
        read = text.Length - after.Length + digits;
        return SipGrammar.TryNumber(after[..digits], LargestPort, out port) && port > 0;
    }

    private static int Length(ReadOnlySpan<byte> text)
    {
        var length = 0;
        if (!text.IsEmpty && text[0] == (byte)'[')
        {
            var end = text.IndexOf((byte)']');
            for (length = 1; length < end; length++)
            {
                if (!char.IsAsciiHexDigit((char)text[length]) && text[length] is not ((byte)':' or (byte)'.')) return 0;
            }

            return end > 2 ? end + 1 : 0;
        }

        while (length < text.Length && IsNameCharacter(text[length])) length++;
        return length;
    }

    private static bool IsNameCharacter(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_';
}
