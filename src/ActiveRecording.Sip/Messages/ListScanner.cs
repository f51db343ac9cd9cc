namespace ActiveRecording.Sip.Messages;

/// <summary>Splits a value at its commas, those in quotes and in angle brackets aside (RFC 3261 §7.3.1).</summary>
internal ref struct ListScanner(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;
    private int next;

    /// <summary>Where the current element starts, white space included.</summary>
    public int Start { get; private set; }

    /// <summary>Length of the current element, white space included.</summary>
    public int Length { get; private set; }

    /// <summary>Moves to the next element that is not empty.</summary>
    public bool MoveNext()
    {
        while (next <= text.Length)
        {
            Start = next;
            Length = ElementLength(text[next..]);
            next += Length + 1;
            if (!SipGrammar.Trim(text.Slice(Start, Length)).IsEmpty) return true;
        }

        return false;
    }

    private static int ElementLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ;)
        {
            var stop = rest[at..].IndexOfAny((byte)',', (byte)'"', (byte)'<');
            if (stop < 0) return rest.Length;
            at += stop;
            if (rest[at] == (byte)',') return at;
            var skip = rest[at] == (byte)'"' ? SipGrammar.QuotedLength(rest[at..]) : rest[at..].IndexOf((byte)'>') + 1;
            if (skip == 0) return rest.Length;
            at += skip;
        }
    }
}
