using System.Security.Cryptography;
using System.Text;
using ActiveRecording.Actors.Cluster.Membership;

namespace ActiveRecording.Actors.Cluster;

/// <summary>What a node says of itself, and how it judges others.</summary>
public sealed record ClusterNodeOptions
{
    /// <summary>The cluster's name: guards against joining through the wrong database.</summary>
    public required string Cluster { get; init; }

    /// <summary>Known to every node of the cluster; never sent and never stored.</summary>
    public required string Secret { get; init; }

    /// <summary>This node's name, unique in the cluster and the same after a restart.</summary>
    public required string Name { get; init; }

    /// <summary>Where other nodes reach it, host and port.</summary>
    public required string Address { get; init; }

    /// <summary>What it does; shards of a role live on nodes that have it.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Every event this program knows, as <c>name/version</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>The timeouts.</summary>
    public MembershipOptions Membership { get; init; } = new();

    /// <summary>How long the store may take to answer.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a leaving node may take to hand everything over.</summary>
    public TimeSpan HandOverDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shows that a node has the secret: HMAC-SHA256 over the cluster's name.</summary>
    internal string SecretProof => Convert.ToHexString(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"member of {Cluster}")));
}
