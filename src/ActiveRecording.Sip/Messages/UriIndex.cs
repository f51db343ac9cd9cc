namespace ActiveRecording.Sip.Messages;

/// <summary>The schemes the product knows.</summary>
internal enum UriKind : byte
{
    /// <summary>Kept as written.</summary>
    Other,

    /// <summary>RFC 3261 §19.1.</summary>
    Sip,

    /// <summary>RFC 3261 §19.1.</summary>
    Sips,

    /// <summary>RFC 3966.</summary>
    Tel,
}

/// <summary>A part of a text; a negative start says that it is not there.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public static readonly Slice Absent = new(-1, 0);

    public bool IsAbsent => Start < 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => IsAbsent ? default : text.Slice(Start, Length);

    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> text) => IsAbsent ? default : text.Slice(Start, Length);
}

/// <summary>
/// Where the parts of a URI are.
/// <code>
/// sip:user:password@host:port;parameters?headers
/// </code>
/// </summary>
internal readonly record struct UriIndex
{
    /// <summary>The longest scheme.</summary>
    private const int SchemeLimit = 32;

    public UriKind Kind { get; private init; }

    /// <summary>Length of the scheme.</summary>
    public int Scheme { get; private init; }

    public Slice User { get; private init; }

    public Slice Password { get; private init; }

    public Slice Host { get; private init; }

    public int HostStart { get; private init; }

    /// <summary>0 if not written.</summary>
    public int Port { get; private init; }

    /// <summary>From the first semicolon; never absent, maybe empty.</summary>
    public Slice Parameters { get; private init; }

    /// <summary>After the question mark.</summary>
    public Slice Headers { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> text, out UriIndex index)
    {
        index = default;
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || colon > SchemeLimit || colon + 1 == text.Length || !IsScheme(text[..colon])) return false;
        var kind = KindOf(text[..colon]);
        return kind switch
        {
            UriKind.Sip or UriKind.Sips => TryReadSip(text, colon, kind, out index),
            UriKind.Tel => TryReadTel(text, colon, out index),
            _ => Keep(text, colon, out index),
        };
    }

    private static bool TryReadSip(ReadOnlySpan<byte> text, int colon, UriKind kind, out UriIndex index)
    {
        index = default;
        var start = colon + 1;
        var user = Slice.Absent;
        var password = Slice.Absent;
        var at = text[start..].IndexOf((byte)'@');
        if (at == 0) return false;
        if (at > 0)
        {
            var userInfo = text.Slice(start, at);
            if (!PercentEncoding.IsWellFormed(userInfo)) return false;
            var separator = userInfo.IndexOf((byte)':');
            if (separator == 0) return false;
            user = new(start, separator < 0 ? at : separator);
            if (separator > 0) password = new(start + separator + 1, at - separator - 1);
            start += at + 1;
        }

        if (!HostPort.TryRead(text[start..], out var hostLength, out var port, out var read)) return false;
        return Finish(text, start + read, new()
        {
            Kind = kind, Scheme = colon, User = user, Password = password, HostStart = start,
            Host = new(start, hostLength), Port = port,
        }, out index);
    }

    private static bool TryReadTel(ReadOnlySpan<byte> text, int colon, out UriIndex index)
    {
        var number = text[(colon + 1)..];
        var end = number.IndexOfAny((byte)';', (byte)'?');
        var length = end < 0 ? number.Length : end;
        index = default;
        if (length == 0 || number[..length].Contains((byte)'@')) return false;
        return Finish(text, colon + 1 + length, new()
        {
            Kind = UriKind.Tel, Scheme = colon, User = new(colon + 1, length), Password = Slice.Absent,
            HostStart = colon + 1 + length, Host = Slice.Absent,
        }, out index);
    }

    private static bool Keep(ReadOnlySpan<byte> text, int colon, out UriIndex index)
    {
        index = new()
        {
            Kind = UriKind.Other, Scheme = colon, User = Slice.Absent, Password = Slice.Absent, Host = Slice.Absent,
            HostStart = colon + 1, Parameters = new(text.Length, 0), Headers = Slice.Absent,
        };
        return true;
    }

    private static bool Finish(ReadOnlySpan<byte> text, int start, UriIndex read, out UriIndex index)
    {
        index = default;
        var rest = text[start..];
        var question = rest.IndexOf((byte)'?');
        var parameters = question < 0 ? rest : rest[..question];
        if (!parameters.IsEmpty && (parameters[0] != (byte)';' || parameters.Contains((byte)'@'))) return false;
        var scanner = new ParameterScanner(parameters);
        while (scanner.MoveNext())
        {
            if (!PercentEncoding.IsWellFormed(scanner.Name) || !PercentEncoding.IsWellFormed(scanner.Value)) return false;
        }

        if (scanner.Failed) return false;
        var headers = question < 0 ? Slice.Absent : new Slice(start + question + 1, rest.Length - question - 1);
        if (!PercentEncoding.IsWellFormed(headers.Of(text))) return false;
        index = read with { Parameters = new(start, parameters.Length), Headers = headers };
        return true;
    }

    private static bool IsScheme(ReadOnlySpan<byte> scheme)
    {
        if (!char.IsAsciiLetter((char)scheme[0])) return false;
        foreach (var value in scheme)
        {
            if (!char.IsAsciiLetterOrDigit((char)value) && value is not ((byte)'+' or (byte)'-' or (byte)'.')) return false;
        }

        return true;
    }

    private static UriKind KindOf(ReadOnlySpan<byte> scheme) =>
        SipGrammar.Same(scheme, "sip"u8) ? UriKind.Sip
        : SipGrammar.Same(scheme, "sips"u8) ? UriKind.Sips
        : SipGrammar.Same(scheme, "tel"u8) ? UriKind.Tel
        : UriKind.Other;
}
