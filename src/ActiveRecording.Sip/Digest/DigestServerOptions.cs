namespace ActiveRecording.Sip.Digest;

/// <summary>How a server challenges.</summary>
public sealed record DigestServerOptions
{
    /// <summary>The protection domain.</summary>
    public required string Realm { get; init; }

    /// <summary>
    /// Offered in this order, one challenge each (RFC 8760 §2.3); at least one. Only MD5 by default: phones in the field
    /// (baresip 1.0 is one) give up at any challenge with an algorithm that they do not know, even beside one they do.
    /// </summary>
    public IReadOnlyList<DigestAlgorithm> Algorithms { get; init; } = [DigestAlgorithm.Md5];

    /// <summary>How long a nonce is good; then the client is told that it is stale.</summary>
    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many nonces in use are remembered against replay; when there are more, the oldest is forgotten and counts as
    /// stale.
    /// </summary>
    public int MaxNonces { get; init; } = 10_000;

    /// <summary>Accepts credentials without qop (RFC 2069), each nonce once.</summary>
    public bool AcceptWithoutQop { get; init; } = true;
}
