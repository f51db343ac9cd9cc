using ActiveRecording.Actors.Cluster;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors;

/// <summary>Messages 1050 to 1099.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(1050, LogLevel.Information, "Joining cluster {Cluster} as {Node}, reached at {Address}")]
    public static partial void Joining(this ILogger log, string cluster, NodeId node, string address);

    [LoggerMessage(1051, LogLevel.Error, "Cluster {Cluster} refuses node {Name}: {Reason}")]
    public static partial void JoinRefused(this ILogger log, string cluster, string name, string reason);

    [LoggerMessage(1052, LogLevel.Information, "{Node} is {State}")]
    public static partial void Advanced(this ILogger log, NodeId node, string state);

    [LoggerMessage(1053, LogLevel.Warning, "{Suspect} is deposed: {Reason}")]
    public static partial void Deposing(this ILogger log, NodeId suspect, string reason);

    [LoggerMessage(1054, LogLevel.Error, "{Node} is no longer a member: {Reason}; its entities stop, it joins again in {WaitMs} ms")]
    public static partial void Deposed(this ILogger log, NodeId node, string reason, double waitMs);

    [LoggerMessage(1055, LogLevel.Warning, "The membership store does not answer")]
    public static partial void StoreFailed(this ILogger log, Exception? exception);

    [LoggerMessage(1056, LogLevel.Warning, "The link to {Peer} broke: {Reason}")]
    public static partial void LinkBroken(this ILogger log, NodeId peer, string reason);

    [LoggerMessage(1057, LogLevel.Warning, "Envelopes of kind {Kind} are unknown here; {From} sends them")]
    public static partial void UnknownEnvelope(this ILogger log, string kind, NodeId from);

    [LoggerMessage(1058, LogLevel.Information, "Members at version {Version}: {Members}")]
    public static partial void Members(this ILogger log, long version, string members);

    [LoggerMessage(1059, LogLevel.Information, "Shards {Shards} of {Role} are here now")]
    public static partial void ShardsTaken(this ILogger log, string shards, string role);

    [LoggerMessage(1060, LogLevel.Information, "Shards {Shards} of {Role} are handed over")]
    public static partial void ShardsHandedOver(this ILogger log, string shards, string role);

    [LoggerMessage(1061, LogLevel.Warning, "Shards {Shards} of {Role} could not be taken over; it is tried again")]
    public static partial void ShardsNotTaken(this ILogger log, Exception? exception, string shards, string role);

    [LoggerMessage(1062, LogLevel.Warning, "Shard {Shard} of {Role} was not handed over in time by {Holders}; it is taken")]
    public static partial void HandOverOverdue(this ILogger log, int shard, string role, string holders);

    [LoggerMessage(1063, LogLevel.Warning, "{Category}: commands to other nodes are dropped, {Waiting} are waiting")]
    public static partial void OutboxFull(this ILogger log, string category, int waiting);

    [LoggerMessage(1064, LogLevel.Warning, "{Category}/{Id}: no node answered in time after {Attempts} attempts")]
    public static partial void RequestExpired(this ILogger log, string category, string id, int attempts);

    [LoggerMessage(1065, LogLevel.Error, "A message of the cluster failed")]
    public static partial void ClusterFailed(this ILogger log, Exception exception);

    [LoggerMessage(1066, LogLevel.Warning, "{Category}: a message from {From} cannot be read: {Reason}")]
    public static partial void UnreadableMessage(this ILogger log, string category, NodeId from, string reason);
}
