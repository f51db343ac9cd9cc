using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Logging;

/// <summary>What the host itself has to say; ids 1000 to 1099.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1000, LogLevel.Information,
        "Node {Node} is ready after {Elapsed} ms; HTTP on {Http}, configuration {File}")]
    public static partial void Ready(this ILogger log, string node, long elapsed, IPEndPoint http, string file);

    [LoggerMessage(1001, LogLevel.Information, "Node {Node} drains: no new calls, running ones end within {Drain}")]
    public static partial void Draining(this ILogger log, string node, string drain);

    [LoggerMessage(1002, LogLevel.Information, "Node {Node} has ended")]
    public static partial void Ended(this ILogger log, string node);

    [LoggerMessage(1003, LogLevel.Warning, "Node {Node} ends at once, as it was asked a second time")]
    public static partial void Abandoned(this ILogger log, string node);

    [LoggerMessage(1004, LogLevel.Warning,
        "Room {Room} was not done with stopping after {Closing}; what is missing is done at the next start")]
    public static partial void StoppedUnfinished(this ILogger log, string room, TimeSpan closing);

    [LoggerMessage(1005, LogLevel.Information, "The media process {Process} starts; HTTP on {Http}")]
    public static partial void MediaProcessStarted(this ILogger log, int process, IPEndPoint http);

    [LoggerMessage(1006, LogLevel.Error, "The media process ended with exit code {Code}; its calls have lost their media, it is started again in {Wait}")]
    public static partial void MediaProcessEnded(this ILogger log, int code, TimeSpan wait);

    [LoggerMessage(1007, LogLevel.Error, "{Reason}; it is tried again")]
    public static partial void MediaProcessNotStarted(this ILogger log, string reason);

    [LoggerMessage(1008, LogLevel.Warning, "The media process {Process} was not done with ending after {Patience} and is killed")]
    public static partial void MediaProcessKilled(this ILogger log, int process, TimeSpan patience);
}
