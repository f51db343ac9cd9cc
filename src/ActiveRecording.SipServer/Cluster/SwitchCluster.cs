using ActiveRecording.Actors;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.Edges;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Registrations;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>The switch as one of several: its shards, its edges, what it tells the others of registrations.</summary>
internal sealed class SwitchCluster
{
    /// <summary>The role in configuration, membership and the names of envelopes.</summary>
    public const string Role = "sip-server";

    private readonly ClusterNode node;
    private readonly Func<string, int> shardOf;
    private readonly CallUuids uuids;

    /// <param name="options">Of the switch.</param>
    /// <param name="node">Not yet joined.</param>
    /// <param name="endpoint">Not yet open.</param>
    /// <param name="calls">The calls, not started.</param>
    /// <param name="shardOf">The shard of a call.</param>
    /// <param name="registrar">The numbers, not started.</param>
    /// <param name="uuids">Names calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is told.</param>
    public SwitchCluster(
        SipServerOptions options, ClusterNode node, SipEndpoint endpoint, IShardedRegion calls, Func<string, int> shardOf,
        Registrar registrar, CallUuids uuids, TimeProvider time, ILogger log)
    {
        (this.node, this.shardOf, this.uuids) = (node, shardOf, uuids);
        Shards = new ShardCoordinator(
            new ShardsOptions { Role = Role, Count = options.Shards }, node, [registrar.Region, calls]);
        Edges = new SipEdges(
            new SipEdgesOptions { Role = Role }, endpoint, node, Shards, new SwitchShards(uuids, shardOf, registrar.ShardOf), time, log);
        var news = new RegistrationNews(node, Shards, registrar.ShardOf, registrar.Show, time);
        Edges.IsReady = message => !BeginsCall(message) || (news.IsComplete && !registrar.IsWaking);
        registrar.Join(Edges, news.Tell);
        Desk = new RecordingRelay(node.Courier, callUuid => IsHere(callUuid) ? null : Shards.OwnerOf(shardOf(callUuid)));
    }

    public ShardCoordinator Shards { get; }

    public SipEdges Edges { get; }

    /// <summary>Requests for recordings of calls that are elsewhere.</summary>
    public RecordingRelay Desk { get; }

    /// <summary>The call that a request outside of a dialog belongs to.</summary>
    public string CallOf(SipRequest request) => uuids.Of(request);

    /// <summary>A callee has to be found for it.</summary>
    private static bool BeginsCall(SipMessage message) => message is SipRequest { To.Tag: null } request && request.Method == SipMethod.Invite;

    /// <summary>Another node of the role is there, or about to be, and stays.</summary>
    public bool HasSuccessor => node.Members.Members.Any(member =>
        member.State is MemberState.Joining or MemberState.Up && member.Has(Role) && member.Incarnation != node.Self?.Incarnation);

    /// <summary>Whether a call is here.</summary>
    public bool IsHere(string callUuid) => Shards.IsHere(shardOf(callUuid));
}
