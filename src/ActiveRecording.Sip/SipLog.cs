using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Sip;

/// <summary>What SIP endpoints log: identifiers 2000 to 2099.</summary>
internal static partial class SipLog
{
    [LoggerMessage(2000, LogLevel.Information, "{Endpoint} listens on UDP {Udp} and TCP {Tcp}")]
    public static partial void Listening(this ILogger log, string endpoint, string udp, string tcp);

    [LoggerMessage(2001, LogLevel.Warning,
        "{Endpoint} refused input from {Source}: {Reason} ({Suppressed} more refused since the last line about this source)")]
    public static partial void InputRefused(this ILogger log, string endpoint, IPAddress source, string reason, long suppressed);

    [LoggerMessage(2002, LogLevel.Warning, "{Endpoint} has no use for {Status} to {Transaction}: it was answered before or is over")]
    public static partial void ResponseUnused(this ILogger log, string endpoint, int status, string transaction);

    [LoggerMessage(2003, LogLevel.Warning, "{Endpoint} cannot answer {Transaction}: no address in its Via, or none that may be used")]
    public static partial void NoWayBack(this ILogger log, string endpoint, string transaction);

    [LoggerMessage(2004, LogLevel.Critical, "{Endpoint}: a message or timer was dropped by an unforeseen error")]
    public static partial void Unforeseen(this ILogger log, Exception exception, string endpoint);

    [LoggerMessage(2005, LogLevel.Warning, "{Endpoint}: the 2xx to {Transaction} was never acknowledged")]
    public static partial void AckMissing(this ILogger log, string endpoint, string transaction);

    [LoggerMessage(2006, LogLevel.Warning, "{Endpoint}: a reliable response to {Transaction} was never acknowledged; it is answered 504")]
    public static partial void PrackMissing(this ILogger log, string endpoint, string transaction);
}
