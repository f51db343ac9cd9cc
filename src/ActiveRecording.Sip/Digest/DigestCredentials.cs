using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Digest;

/// <summary>An Authorization or Proxy-Authorization value (RFC 7616 §3.4).</summary>
/// <param name="Username">Who asks.</param>
/// <param name="Realm">Of the challenge.</param>
/// <param name="Nonce">Of the challenge.</param>
/// <param name="Uri">The digest-uri, as the client hashed it.</param>
/// <param name="Response">Lower-case hexadecimal digits.</param>
/// <param name="Algorithm">The hash function.</param>
/// <param name="Qop">Null without quality of protection (RFC 2069).</param>
/// <param name="Opaque">Of the challenge; null if there was none.</param>
public sealed record DigestCredentials(
    string Username,
    string Realm,
    string Nonce,
    string Uri,
    string Response,
    DigestAlgorithm Algorithm,
    DigestQop? Qop,
    string? Opaque)
{
    /// <summary>Reads credentials; false for another scheme, algorithm or quality of protection.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out DigestCredentials? credentials)
    {
        credentials = null;
        if (!AuthParameters.TryParse(header, out var read)) return false;
        if (!DigestHash.TryParse(read["algorithm"], out var algorithm)) return false;
        if (read["username"] is not { } user || read["realm"] is not { } realm || read["nonce"] is not { } nonce) return false;
        if (read["uri"] is not { } uri || read["response"] is not { } response) return false;
        DigestQop? qop = null;
        if (read["qop"] is { } name)
        {
            if (!"auth".Equals(name, StringComparison.OrdinalIgnoreCase) || read["cnonce"] is not { } cnonce) return false;
            if (!TryCount(read["nc"], out var count)) return false;
            qop = new(count, cnonce);
        }

        credentials = new(user, realm, nonce, uri, response.ToLowerInvariant(), algorithm, qop, read["opaque"]);
        return true;
    }

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="username">Who asks.</param>
    /// <param name="password">The shared secret.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="uri">The Request-URI as written.</param>
    /// <param name="qop">How often this nonce was used, and the client's own nonce.</param>
    public static DigestCredentials Answer(
        DigestChallenge challenge, string username, string password, SipMethod method, string uri, DigestQop qop)
    {
        var unsigned = new DigestCredentials(
            username, challenge.Realm, challenge.Nonce, uri, "", challenge.Algorithm, challenge.QopAuth ? qop : null,
            challenge.Opaque);
        return unsigned with { Response = unsigned.Compute(method, password) };
    }

    /// <summary>The response that these credentials should have (RFC 7616 §3.4.1).</summary>
    public string Compute(SipMethod method, string password)
    {
        var secret = DigestHash.Of(Algorithm, $"{Username}:{Realm}:{password}");
        var request = DigestHash.Of(Algorithm, $"{method}:{Uri}");
        return DigestHash.Of(Algorithm, Qop is { } qop
            ? $"{secret}:{Nonce}:{qop.Count:x8}:{qop.ClientNonce}:auth:{request}"
            : $"{secret}:{Nonce}:{request}");
    }

    /// <summary>As written in a header field.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Digest username=").Append(SipGrammar.Quote(Username))
            .Append(", realm=").Append(SipGrammar.Quote(Realm))
            .Append(", nonce=").Append(SipGrammar.Quote(Nonce))
            .Append(", uri=").Append(SipGrammar.Quote(Uri))
            .Append(", response=\"").Append(Response)
            .Append("\", algorithm=").Append(DigestHash.NameOf(Algorithm));
        if (Qop is { } qop)
        {
            text.Append(CultureInfo.InvariantCulture, $", qop=auth, nc={qop.Count:x8}")
                .Append(", cnonce=").Append(SipGrammar.Quote(qop.ClientNonce));
        }

        if (Opaque is not null) text.Append(", opaque=").Append(SipGrammar.Quote(Opaque));
        return text.ToString();
    }

    private static bool TryCount(string? text, out uint count)
    {
        count = 0;
        return text?.Length == 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out count);
    }
}

/// <summary>Quality of protection <c>auth</c>.</summary>
/// <param name="Count">nc: how often the client used the nonce, this time included; from 1.</param>
/// <param name="ClientNonce">cnonce: the client's own.</param>
public sealed record DigestQop(uint Count, string ClientNonce);
