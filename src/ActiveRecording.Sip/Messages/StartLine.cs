namespace ActiveRecording.Sip.Messages;

/// <summary>The parts of a start line, not yet judged (RFC 3261 §7.1, §7.2).</summary>
internal readonly ref struct StartLine
{
    private const int LowestStatus = 100;
    private const int HighestStatus = 699;

    public bool IsResponse { get; private init; }

    /// <summary>0 if malformed.</summary>
    public int Status { get; private init; }

    public ReadOnlySpan<byte> Reason { get; private init; }

    public ReadOnlySpan<byte> Method { get; private init; }

    /// <summary>Where the Request-URI is in the line.</summary>
    public Slice Uri { get; private init; }

    public bool IsVersion2 { get; private init; }

    /// <summary>White space behind the version: no request line of RFC 3261 §7.1.</summary>
    public bool HasTrailingSpace { get; private init; }

    /// <summary>Whether the line is one of SIP at all.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out StartLine start)
    {
        start = default;
        var space = line.IndexOf((byte)' ');
        if (space < 1) return false;
        if (IsVersion(line[..space]))
        {
            start = new()
            {
                IsResponse = true,
                IsVersion2 = Is2(line[..space]),
                Status = line.ContainsAny((byte)'\r', (byte)'\0') ? 0 : ReadStatus(line[(space + 1)..]),
                Reason = line.Length > space + 5 ? line[(space + 5)..] : default,
            };
            return true;
        }

        var text = line.TrimEnd((byte)' ');
        var last = text.LastIndexOf((byte)' ');
        if (!SipGrammar.IsToken(line[..space]) || !IsVersion(text[(last + 1)..])) return false;
        start = new()
        {
            Method = line[..space],
            Uri = last > space ? new(space + 1, last - space - 1) : new(space, 0),
            IsVersion2 = Is2(text[(last + 1)..]),
            HasTrailingSpace = text.Length < line.Length,
        };
        return true;
    }

    private static int ReadStatus(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && (text.Length == 3 || text[3] == (byte)' ')
        && SipGrammar.TryNumber(text[..3], HighestStatus, out var status) && status >= LowestStatus ? status : 0;

    private static bool IsVersion(ReadOnlySpan<byte> text) => text.Length >= 5 && SipGrammar.Same(text[..4], "SIP/"u8);

    private static bool Is2(ReadOnlySpan<byte> version) => version[4..].SequenceEqual("2.0"u8);
}
