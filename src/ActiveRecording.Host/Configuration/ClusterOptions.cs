using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Actors.Cluster.Membership;

namespace ActiveRecording.Host.Configuration;

/// <summary>The cluster that a node joins.</summary>
public sealed record ClusterOptions
{
    /// <summary>Its name: guards against joining through the wrong database.</summary>
    public required string Name { get; init; }

    /// <summary>Known to every node of it, and never sent.</summary>
    public required string Secret { get; init; }

    /// <summary>Where this node listens for the others.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Where the others reach it, host and port.</summary>
    public required string Advertised { get; init; }

    /// <summary>How soon a node is held to be dead.</summary>
    public required MembershipOptions Membership { get; init; }

    /// <summary>How long a leaving node may take to hand everything over.</summary>
    public required TimeSpan HandOverDeadline { get; init; }

    /// <summary>Envelopes that may wait for one other node.</summary>
    public required int Queue { get; init; }

    /// <summary>Certificates of the links; null for links in the clear.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>A key that all nodes have and nobody else, for one purpose.</summary>
    public byte[] KeyOf(string purpose) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{purpose} of {Name}"));
}

/// <summary>Files of mutual TLS between nodes, PEM.</summary>
/// <param name="Certificate">This node's certificate.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Authorities">Those whose nodes are trusted.</param>
public sealed record ClusterTls(string Certificate, string Key, string Authorities);
