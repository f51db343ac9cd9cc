using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Rtp.Native;

/// <summary>What the data plane logs: 4900 to 4949.</summary>
internal static partial class RtpLog
{
    [LoggerMessage(4901, LogLevel.Information, "RTP ports {First} to {Last} of {Address} are served by the {Kind} plane: {Reason}")]
    public static partial void PlaneChosen(this ILogger log, int first, int last, IPAddress address, string kind, string reason);

    [LoggerMessage(4902, LogLevel.Error, "What is behind the RTP port {Port} failed on a datagram; further failures are counted only")]
    public static partial void SinkFailed(this ILogger log, Exception exception, int port);

    [LoggerMessage(4903, LogLevel.Error, "An observer of a leg failed")]
    public static partial void ObserverFailed(this ILogger log, Exception exception);

    [LoggerMessage(4904, LogLevel.Error, "Something due on the RTP thread {Shard} failed")]
    public static partial void ShardFailed(this ILogger log, Exception exception, string shard);

    [LoggerMessage(4905, LogLevel.Warning, "The system gives no socket for RTP (errno {Error}); further refusals are counted only")]
    public static partial void NoSocket(this ILogger log, int error);
}
