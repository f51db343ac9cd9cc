using System.Net;
using System.Security.Cryptography.X509Certificates;
using ActiveRecording.Host.Configuration;

namespace ActiveRecording.Host.Cluster;

/// <summary>How nodes of a cluster are connected.</summary>
internal sealed record LinkOptions
{
    /// <summary>The cluster's name; the other side must say the same.</summary>
    public required string Cluster { get; init; }

    /// <summary>Known to every node; never sent.</summary>
    public required string Secret { get; init; }

    /// <summary>Envelopes that may wait for one peer; further ones are dropped and counted.</summary>
    public int Queue { get; init; } = 8_192;

    /// <summary>The longest message that is accepted, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a connection may take to be made and authenticated.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Wait before a connection is tried again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The address that this node connects from; null, or any, for whichever.</summary>
    public IPAddress? From { get; init; }

    /// <summary>This node's certificate and the authorities whose nodes it trusts; null for connections in the clear.</summary>
    public LinkCertificates? Certificates { get; init; }
}

/// <summary>Mutual TLS between nodes.</summary>
/// <param name="Own">With its private key.</param>
/// <param name="Authorities">A peer's certificate must come from one of these.</param>
internal sealed record LinkCertificates(X509Certificate2 Own, X509Certificate2Collection Authorities)
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file is no PEM of what it should be.</exception>
    public static LinkCertificates Load(ClusterTls files)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(files.Authorities);
        using var read = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        // Windows does not authenticate by a key that is in memory only.
        return new LinkCertificates(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), null), authorities);
    }

    /// <summary>Whether a certificate comes from one of the authorities; names are not compared, nodes have addresses only.</summary>
    public bool Trusts(X509Certificate? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var copy = new X509Certificate2(certificate);
        return chain.Build(copy);
    }
}
