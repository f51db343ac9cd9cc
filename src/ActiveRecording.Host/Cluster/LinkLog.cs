using ActiveRecording.Actors.Cluster;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Cluster;

/// <summary>Links between nodes; ids 1070 to 1079.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(1070, LogLevel.Information, "Linked to {Peer} at {Address}")]
    public static partial void Linked(this ILogger log, NodeId peer, string address);

    [LoggerMessage(1071, LogLevel.Warning,
        "The queue to {Peer} is full at {Queue} envelopes; {Kind} is dropped, {Dropped} envelopes in all up to now")]
    public static partial void QueueFull(this ILogger log, NodeId peer, int queue, string kind, long dropped);

    [LoggerMessage(1072, LogLevel.Warning, "A link from {Remote} is turned away: {Reason}")]
    public static partial void TurnedAway(this ILogger log, string remote, string reason);

    [LoggerMessage(1073, LogLevel.Warning, "{Peer} at {Address} turns this node away: {Reason}")]
    public static partial void Refused(this ILogger log, NodeId peer, string address, string reason);
}
