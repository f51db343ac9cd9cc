using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActiveRecording.Sip.Messages;

/// <summary>
/// A URI: sip and sips (RFC 3261 §19.1), tel (RFC 3966), and any other scheme kept as written. A URI is its text with
/// an index over it, so that what is forwarded leaves byte for byte as it came.
/// </summary>
public sealed class SipUri : IEquatable<SipUri>
{
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(value => (byte)value), 0x7f, .. "<>\""u8]);

    private readonly ReadOnlyMemory<byte> text;
    private readonly UriIndex index;
    private SipParameters? parameters;
    private string? user;
    private string? host;

    private SipUri(ReadOnlyMemory<byte> text, UriIndex index)
    {
        this.text = text;
        this.index = index;
    }

    /// <summary>Lower case: sip, sips, tel or another.</summary>
    public string Scheme => index.Kind switch
    {
        UriKind.Sip => "sip",
        UriKind.Sips => "sips",
        UriKind.Tel => "tel",
        _ => Encoding.ASCII.GetString(text.Span[..index.Scheme]).ToLowerInvariant(),
    };

    /// <summary>sip or sips: it has a host.</summary>
    public bool IsSip => index.Kind is UriKind.Sip or UriKind.Sips;

    /// <summary>tel: a number and no host.</summary>
    public bool IsTel => index.Kind == UriKind.Tel;

    /// <summary>sips.</summary>
    public bool IsSecure => index.Kind == UriKind.Sips;

    /// <summary>The user part without escapes, of a tel URI the number; null if there is none.</summary>
    public string? User => index.User.IsAbsent ? null : user ??= PercentEncoding.Unescape(index.User.Of(text.Span));

    /// <summary>The password without escapes; null if there is none.</summary>
    public string? Password => index.Password.IsAbsent ? null : PercentEncoding.Unescape(index.Password.Of(text.Span));

    /// <summary>Name, IPv4 address, or IPv6 address in brackets; empty unless <see cref="IsSip"/>.</summary>
    public string Host => host ??= Encoding.ASCII.GetString(index.Host.Of(text.Span));

    /// <summary>1 to 65535; null if not written.</summary>
    public int? Port => index.Port == 0 ? null : index.Port;

    /// <summary>Parameters of the URI.</summary>
    public SipParameters Parameters => parameters ??= ParseParameters();

    /// <summary>What follows the question mark, as written; null if there is none.</summary>
    public string? Headers => index.Headers.IsAbsent ? null : Encoding.UTF8.GetString(index.Headers.Of(text.Span));

    /// <summary>Something follows a question mark.</summary>
    internal bool HasHeaders => !index.Headers.IsAbsent;

    /// <summary>As written.</summary>
    internal ReadOnlySpan<byte> Text => text.Span;

    /// <summary>Builds a sip URI; the user is escaped where it must be.</summary>
    /// <exception cref="FormatException">The host or the port is none.</exception>
    public static SipUri Create(string? user, string host, int? port = null, string scheme = "sip") =>
        Parse($"{scheme}:{(user is null ? "" : PercentEncoding.EscapeUser(user) + "@")}{host}{Suffix(port)}");

    /// <summary>Reads a URI that is known to be well-formed.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static SipUri Parse(string text) =>
        TryParse(text, out var uri) ? uri : throw new FormatException($"'{text}' is no SIP URI.");

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out SipUri?)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text).AsMemory(), out uri);
    }

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out SipUri?)"/>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        return UriIndex.TryRead(text, out _) && TryParse(text.ToArray().AsMemory(), out uri);
    }

    /// <summary>Reads all of <paramref name="text"/>, which the URI keeps.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        if (text.Span.ContainsAny(Forbidden) || !UriIndex.TryRead(text.Span, out var index)) return false;
        uri = new(text, index);
        return true;
    }

    /// <summary>A copy with another user part; null removes it and the password.</summary>
    public SipUri WithUser(string? user) =>
        Compose(user is null ? "" : PercentEncoding.EscapeUser(user) + "@", HostText(), ParameterText(), HeaderText());

    /// <summary>A copy with another host and port.</summary>
    public SipUri WithHost(string host, int? port = null) =>
        Compose(UserText(), host + Suffix(port), ParameterText(), HeaderText());

    /// <summary>A copy in which the parameter has that value, in its old place or at the end; null makes a flag.</summary>
    public SipUri WithParameter(string name, string? value = null) => WithParameters(Parameters.With(name, value));

    /// <summary>A copy without that parameter.</summary>
    public SipUri WithoutParameter(string name) =>
        Parameters.Contains(name) ? WithParameters(Parameters.Without(name)) : this;

    /// <summary>A copy without parameters and headers.</summary>
    public SipUri WithoutParameters() => Compose(UserText(), HostText(), "", "");

    /// <summary>A copy without the part after the question mark.</summary>
    public SipUri WithoutHeaders() => index.Headers.IsAbsent ? this : Compose(UserText(), HostText(), ParameterText(), "");

    /// <summary>As written.</summary>
    public override string ToString() => Encoding.UTF8.GetString(text.Span);

    /// <summary>Comparison by RFC 3261 §19.1.4; other schemes byte for byte.</summary>
    public bool Equals(SipUri? other) => other is not null && (ReferenceEquals(this, other) || UriComparison.Same(this, other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipUri);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Scheme, User, StringComparer.OrdinalIgnoreCase.GetHashCode(Host), Port);

    private static string Suffix(int? port) => port is null ? "" : $":{port}";

    private SipUri WithParameters(SipParameters changed) =>
        Compose(UserText(), HostText(), changed.ToString(), HeaderText());

    private SipUri Compose(string userText, string hostText, string parameterText, string headerText) =>
        Parse($"{Encoding.ASCII.GetString(text.Span[..index.Scheme])}:{userText}{hostText}{parameterText}{headerText}");

    private string UserText() => Encoding.UTF8.GetString(text.Span[(index.Scheme + 1)..index.HostStart]);

    private string HostText() => Encoding.UTF8.GetString(text.Span[index.HostStart..index.Parameters.Start]);

    private string ParameterText() => Encoding.UTF8.GetString(index.Parameters.Of(text.Span));

    private string HeaderText() => Headers is { } headers ? "?" + headers : "";

    private SipParameters ParseParameters() =>
        SipParameters.TryParse(index.Parameters.Of(text), inUri: true, out var parsed) ? parsed : SipParameters.EmptyOfUri;
}
