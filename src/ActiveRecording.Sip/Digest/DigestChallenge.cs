using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Digest;

/// <summary>A WWW-Authenticate or Proxy-Authenticate value (RFC 7616 §3.3, RFC 3261 §22.4).</summary>
/// <param name="Realm">The protection domain, shown to people.</param>
/// <param name="Nonce">Made by the server, opaque to the client.</param>
/// <param name="Algorithm">The hash function.</param>
/// <param name="QopAuth">Quality of protection <c>auth</c> is offered; if not, the computation is that of RFC 2069.</param>
/// <param name="Stale">The nonce was too old, user and password may be right.</param>
/// <param name="Opaque">To be returned unchanged; null if there is none.</param>
public sealed record DigestChallenge(
    string Realm, string Nonce, DigestAlgorithm Algorithm, bool QopAuth, bool Stale = false, string? Opaque = null)
{
    /// <summary>Reads a challenge; false for another scheme, algorithm, or a qop without <c>auth</c>.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out DigestChallenge? challenge)
    {
        challenge = null;
        if (!AuthParameters.TryParse(header, out var read)) return false;
        if (read["realm"] is not { } realm || read["nonce"] is not { } nonce) return false;
        if (!DigestHash.TryParse(read["algorithm"], out var algorithm)) return false;
        var qop = read["qop"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var auth = qop?.Contains("auth", StringComparer.OrdinalIgnoreCase);
        if (auth == false) return false;
        var stale = "true".Equals(read["stale"], StringComparison.OrdinalIgnoreCase);
        challenge = new(realm, nonce, algorithm, auth == true, stale, read["opaque"]);
        return true;
    }

    /// <summary>As written in a header field.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Digest realm=").Append(SipGrammar.Quote(Realm))
            .Append(", nonce=").Append(SipGrammar.Quote(Nonce))
            .Append(", algorithm=").Append(DigestHash.NameOf(Algorithm));
        if (QopAuth) text.Append(", qop=\"auth\"");
        if (Opaque is not null) text.Append(", opaque=").Append(SipGrammar.Quote(Opaque));
        if (Stale) text.Append(", stale=true");
        return text.ToString();
    }
}
