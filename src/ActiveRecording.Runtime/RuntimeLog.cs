using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Runtime;

/// <summary>What the drivers log: 1000 to 1099.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1001, LogLevel.Error, "The receiver of UDP {Local} failed on a datagram from {From}")]
    public static partial void DatagramReceiverFailed(this ILogger log, Exception exception, IPEndPoint local, IPEndPoint from);

    [LoggerMessage(1002, LogLevel.Error, "The receiver of TCP {Local} failed; its connection with {Remote} is closed")]
    public static partial void StreamReceiverFailed(this ILogger log, Exception exception, IPEndPoint local, IPEndPoint remote);

    [LoggerMessage(1003, LogLevel.Warning, "Accepting on TCP {Local} failed with {Error}; accepting again in {PauseMs} ms")]
    public static partial void AcceptFailed(this ILogger log, IPEndPoint local, string error, int pauseMs);

    [LoggerMessage(1004, LogLevel.Error, "A connection to TCP {Local} could not be admitted")]
    public static partial void StreamAdmissionFailed(this ILogger log, Exception exception, IPEndPoint local);
}
