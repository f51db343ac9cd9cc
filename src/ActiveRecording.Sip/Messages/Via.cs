using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>One hop that a request took and its responses take back (RFC 3261 §20.42).</summary>
/// <param name="Transport">Upper case: UDP, TCP, TLS, WS, WSS or another.</param>
/// <param name="Host">Name, IPv4 address, or IPv6 address in brackets.</param>
/// <param name="Port">Null if not written: 5060, with TLS 5061.</param>
/// <param name="Parameters">branch, received, rport and others.</param>
public sealed record Via(string Transport, string Host, int? Port, SipParameters Parameters)
{
    /// <summary>What a branch made by RFC 3261 starts with (§8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    private const string Sip2 = "SIP/2.0";

    /// <summary>A hop with a branch.</summary>
    public Via(string transport, string host, int? port, string branch)
        : this(transport, host, port, SipParameters.Empty.With("branch", branch))
    {
    }

    /// <summary>Name and version of the protocol; forwarded and answered as it came, whatever it is.</summary>
    public string Protocol { get; init; } = Sip2;

    /// <summary>The transaction identifier (RFC 3261 §17.1.3); null from RFC 2543 peers.</summary>
    public string? Branch => Parameters["branch"];

    /// <summary>The address that the request really came from; null if not given.</summary>
    public string? Received => Parameters["received"];

    /// <summary>The client asks for symmetric response routing (RFC 3581 §3).</summary>
    public bool WantsRport => Parameters.TryGet("rport", out var value) && string.IsNullOrEmpty(value);

    /// <summary>The port that the request really came from (RFC 3581 §4); null if not given.</summary>
    public int? Rport =>
        int.TryParse(Parameters["rport"], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= 65_535 ? port : null;

    /// <summary>A reliable transport: anything but UDP.</summary>
    public bool IsReliable => !string.Equals(Transport, "UDP", StringComparison.Ordinal);

    /// <summary>A copy with that received address and, if the client asked for it, that rport.</summary>
    public Via WithReceived(string address, int port)
    {
        var parameters = Parameters.With("received", address);
        if (parameters.Contains("rport")) parameters = parameters.With("rport", port.ToString(CultureInfo.InvariantCulture));
        return this with { Parameters = parameters };
    }

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out Via?)"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out Via? via) =>
        TryParse(Encoding.UTF8.GetBytes(text), out via);

    /// <summary>Reads <c>SIP/2.0/UDP host:port;branch=…</c>, white space around the slashes allowed.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out Via? via)
    {
        via = null;
        text = SipGrammar.Trim(text);
        var rest = text.Span;
        if (!TakeToken(ref rest, out var protocol) || !TakeSlash(ref rest)) return false;
        if (!TakeToken(ref rest, out var version) || !TakeSlash(ref rest)) return false;
        if (!TakeToken(ref rest, out var transport)) return false;
        if (rest.IsEmpty || !SipGrammar.IsSpace(rest[0])) return false;

        rest = SipGrammar.TrimStart(rest);
        if (!HostPort.TryRead(rest, out var hostLength, out var port, out var read)) return false;
        var host = Encoding.ASCII.GetString(rest[..hostLength]);
        var after = SipGrammar.Trim(text[(text.Length - rest.Length + read)..]);
        if (!SipParameters.TryParse(after, inUri: false, out var parameters)) return false;
        via = new(TransportName(transport), host, port == 0 ? null : port, parameters) { Protocol = ProtocolOf(protocol, version) };
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol}/{Transport} {Host}{(Port is { } port ? $":{port}" : "")}{Parameters}";

    private static bool TakeToken(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> token)
    {
        token = rest[..SipGrammar.TokenLength(rest)];
        rest = rest[token.Length..];
        return !token.IsEmpty;
    }

    private static bool TakeSlash(ref ReadOnlySpan<byte> rest)
    {
        rest = SipGrammar.TrimStart(rest);
        if (rest.IsEmpty || rest[0] != (byte)'/') return false;
        rest = SipGrammar.TrimStart(rest[1..]);
        return true;
    }

    private static string ProtocolOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> version) =>
        SipGrammar.Same(name, "SIP"u8) && version.SequenceEqual("2.0"u8)
            ? Sip2
            : $"{Encoding.ASCII.GetString(name)}/{Encoding.ASCII.GetString(version)}";

    private static string TransportName(ReadOnlySpan<byte> name) =>
        SipGrammar.Same(name, "UDP"u8) ? "UDP"
        : SipGrammar.Same(name, "TCP"u8) ? "TCP"
        : SipGrammar.Same(name, "TLS"u8) ? "TLS"
        : SipGrammar.Same(name, "WS"u8) ? "WS"
        : SipGrammar.Same(name, "WSS"u8) ? "WSS"
        : Encoding.ASCII.GetString(name).ToUpperInvariant();
}
