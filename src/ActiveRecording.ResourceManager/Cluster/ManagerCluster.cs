using ActiveRecording.Actors;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.Edges;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager.Cluster;

/// <summary>
/// The Resource Manager as one of several: all reservations are in one shard, so one node is active and knows every
/// conference, and the others pass on to it whatever comes to them. Should it die, another one is active as soon as it has
/// read the reservations.
/// </summary>
internal sealed class ManagerCluster : ISipShards
{
    /// <summary>The role in configuration, membership and the names of envelopes.</summary>
    public const string Role = "resource-manager";

    private readonly int shard;

    public ManagerCluster(
        int shard, ClusterNode node, SipEndpoint endpoint, IReadOnlyList<IShardedRegion> regions, TimeProvider time, ILogger log)
    {
        this.shard = shard;
        Shards = new ShardCoordinator(new ShardsOptions { Role = Role, First = shard, Count = 1 }, node, regions);
        Edges = new SipEdges(
            new SipEdgesOptions { Role = Role, VirtualAddressShard = shard }, endpoint, node, Shards, this, time, log);
    }

    public ShardCoordinator Shards { get; }

    public SipEdges Edges { get; }

    /// <summary>This node is the active one.</summary>
    public bool IsActive => Shards.IsHere(shard);

    int? ISipShards.OfReceived(SipMessage message) => shard;

    int? ISipShards.OfSent(SipRequest request) => shard;
}
