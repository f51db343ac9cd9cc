using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Runtime;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Digest;

/// <summary>
/// The server's side of digest authentication (RFC 3261 §22, RFC 7616, RFC 8760). Nonces are signed, not stored; only the
/// counts of nonces in use are kept, in bounded memory. To be used by one strand.
/// </summary>
/// <param name="options">How it challenges.</param>
/// <param name="key">Signs nonces; nodes that share it accept each other's. 32 bytes of chance.</param>
/// <param name="time">The clock.</param>
/// <param name="identifiers">Chance for nonces.</param>
public sealed class DigestServer(
    DigestServerOptions options, ReadOnlyMemory<byte> key, TimeProvider time, IIdentifiers identifiers)
{
    private static readonly TimeSpan Future = TimeSpan.FromSeconds(5);
    private readonly NonceCounts counts = new(options.MaxNonces);

    /// <summary>Nonces remembered against replay.</summary>
    public int NoncesInUse => counts.Count;

    /// <summary>Challenges, the preferred first: each the value of one WWW-Authenticate field.</summary>
    /// <param name="stale">User and password were right, only the nonce was not.</param>
    public IReadOnlyList<DigestChallenge> Challenge(bool stale = false)
    {
        var nonce = DigestNonce.Issue(key.Span, options.Realm, time.GetUtcNow(), identifiers.NextUInt64());
        return
        [
            .. options.Algorithms.Select(
                algorithm => new DigestChallenge(options.Realm, nonce, algorithm, QopAuth: true, stale)),
        ];
    }

    /// <summary>Adds challenges to a 401.</summary>
    public void Challenge(SipResponse response, bool stale = false)
    {
        foreach (var challenge in Challenge(stale))
            response.Headers.Add(HeaderNames.WwwAuthenticate, challenge.ToString());
    }

    /// <summary>Judges the Authorization of a request; other schemes are as good as none (RFC 4475 §3.3.7).</summary>
    /// <param name="request">The request.</param>
    /// <param name="passwordOf">The password of a user; null if there is no such user.</param>
    public DigestVerdict Verify(SipRequest request, Func<string, string?> passwordOf)
    {
        var verdict = DigestVerdict.None;
        foreach (var value in request.Headers.All(HeaderNames.Authorization))
        {
            if (!AuthParameters.IsDigest(value)) continue;
            if (!DigestCredentials.TryParse(value, out var credentials)) verdict = DigestVerdict.Unreadable;
            else if (credentials.Realm == options.Realm) return Judge(request, credentials, passwordOf);
        }

        return verdict;
    }

    private DigestVerdict Judge(SipRequest request, DigestCredentials credentials, Func<string, string?> passwordOf)
    {
        var password = passwordOf(credentials.Username);
        var expected = credentials.Compute(request.Method, password ?? "");
        var right = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(credentials.Response));
        if (!right || password is null || !IsFor(request.RequestUri, credentials.Uri))
            return DigestVerdict.Wrong(credentials.Username);

        var now = time.GetUtcNow();
        counts.ForgetUntil(now - options.NonceLifetime);
        var acceptable = options.Algorithms.Contains(credentials.Algorithm)
            && (credentials.Qop is not null || options.AcceptWithoutQop)
            && DigestNonce.TryRead(key.Span, options.Realm, credentials.Nonce, out var issued)
            && now - issued < options.NonceLifetime && issued - now < Future
            && counts.TryUse(credentials.Nonce, issued, credentials.Qop?.Count ?? 1);
        return acceptable ? DigestVerdict.Right(credentials.Username) : DigestVerdict.Stale(credentials.Username);
    }

    /// <summary>
    /// The digest-uri must name the host asked (RFC 7616 §3.4.6); more is not asked, because some clients leave user, port
    /// or parameters out.
    /// </summary>
    private static bool IsFor(SipUri asked, string digestUri) =>
        SipUri.TryParse(digestUri, out var named) && string.Equals(asked.Host, named.Host, StringComparison.OrdinalIgnoreCase);
}
