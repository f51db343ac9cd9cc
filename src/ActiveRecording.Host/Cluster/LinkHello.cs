using System.Text.Json.Serialization;

namespace ActiveRecording.Host.Cluster;

/// <summary>The first message of a link.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="From">The node that connects.</param>
/// <param name="FromIncarnation">Its life.</param>
/// <param name="To">The node it expects.</param>
/// <param name="ToIncarnation">The life it expects.</param>
/// <param name="Nonce">32 random bytes.</param>
internal sealed record LinkHello(
    string Cluster, string From, long FromIncarnation, string? To, long ToIncarnation, byte[] Nonce);

[JsonSerializable(typeof(LinkHello))]
internal sealed partial class LinkJson : JsonSerializerContext;

/// <summary>The other side turned this one away, or is not who was expected.</summary>
internal sealed class LinkRefusedException(string reason) : Exception(reason);
