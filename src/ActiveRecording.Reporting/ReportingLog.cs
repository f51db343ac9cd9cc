using Microsoft.Extensions.Logging;

namespace ActiveRecording.Reporting;

/// <summary>Messages 1201 to 1299.</summary>
internal static partial class ReportingLog
{
    [LoggerMessage(1201, LogLevel.Error, "The read models go on without {LeftOut}")]
    public static partial void EventLeftOut(this ILogger log, Exception? exception, LeftOutEvent leftOut);

    [LoggerMessage(1202, LogLevel.Warning, "Shard {Shard} could not be projected beyond position {Position}; it is tried again")]
    public static partial void ShardUnreadable(this ILogger log, Exception exception, int shard, long position);

    [LoggerMessage(1203, LogLevel.Warning, "The read models do not say how far they are; what this node knows of it is believed")]
    public static partial void PositionsUnreadable(this ILogger log, Exception exception);
}
