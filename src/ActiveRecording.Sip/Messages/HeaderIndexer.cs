namespace ActiveRecording.Sip.Messages;

/// <summary>Finds the header fields between the start line and the empty line, without allocating.</summary>
internal ref struct HeaderIndexer(ReadOnlySpan<byte> text, int start, Span<HeaderLine> lines)
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly Span<HeaderLine> lines = lines;
    private readonly int start = start;
    private int next = start;

    /// <summary>How many were found.</summary>
    public int Count { get; private set; }

    /// <summary>Where the body begins.</summary>
    public readonly int BodyStart => next;

    /// <summary>The first thing wrong; null if nothing is. Indexing goes on behind it, so that an answer can be made.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads up to the empty line.</summary>
    public void Run()
    {
        while (next < text.Length)
        {
            var begin = next;
            if (!TryTakeLine(out var length))
            {
                Problem ??= "No end of line";
                return;
            }

            if (length == 0)
            {
                if (HoldsNull(text[start..next])) Problem ??= "Null character";
                return;
            }

            if (Count == lines.Length)
            {
                Problem ??= "Too many header fields";
                return;
            }

            Index(begin, length);
        }

        Problem ??= "No empty line after the header fields";
    }

    /// <summary>Takes a line and those that continue it (RFC 3261 §7.3.1); a lone line feed ends a line too.</summary>
    private bool TryTakeLine(out int length)
    {
        var begin = next;
        length = 0;
        while (true)
        {
            var feed = text[next..].IndexOf((byte)'\n');
            if (feed < 0) return false;
            var end = feed > 0 && text[next + feed - 1] == (byte)'\r' ? next + feed - 1 : next + feed;
            if (text[next..end].Contains((byte)'\r')) Problem ??= "Carriage return without line feed";
            length = end - begin;
            next += feed + 1;
            if (length == 0 || next >= text.Length || text[next] is not ((byte)' ' or (byte)'\t')) return true;
        }
    }

    private void Index(int begin, int length)
    {
        var line = text.Slice(begin, length);
        var colon = line.IndexOf((byte)':');
        var name = colon < 1 ? default : SipGrammar.TrimEnd(line[..colon]);
        if (!SipGrammar.IsToken(name))
        {
            Problem ??= "Malformed header field";
            return;
        }

        var id = HeaderTable.Find(name);
        if (id.IsKnown && HeaderTable.IsSingle(id) && IsKnownAlready(id)) Problem ??= "Header field given twice";
        var value = SipGrammar.TrimStart(line[(colon + 1)..]);
        var valueStart = begin + length - value.Length;
        lines[Count++] = new(id, begin, length, name.Length, valueStart, SipGrammar.TrimEnd(value).Length);
    }

    /// <summary>A null may only be there behind a backslash, in a quoted string (quoted-pair, RFC 3261 §25.1).</summary>
    private static bool HoldsNull(ReadOnlySpan<byte> fields)
    {
        for (var at = fields.IndexOf((byte)0); at >= 0; at = fields.IndexOf((byte)0))
        {
            if (at == 0 || fields[at - 1] != (byte)'\\') return true;
            fields = fields[(at + 1)..];
        }

        return false;
    }

    private readonly bool IsKnownAlready(HeaderId id)
    {
        foreach (ref readonly var line in lines[..Count])
        {
            if (line.Id == id) return true;
        }

        return false;
    }
}
