using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer;

/// <summary>What the room logs: 5000 to 5099.</summary>
internal static partial class SipServerLog
{
    [LoggerMessage(5001, LogLevel.Information, "Call {CallUuid} from {Caller} to {Callee}, recorded for {RecordDn}")]
    public static partial void CallPlaced(this ILogger log, string callUuid, string caller, string callee, string recordDn);

    [LoggerMessage(5002, LogLevel.Information, "INVITE {CallId} from {Caller} to {Number} refused with {Status}")]
    public static partial void CallRefused(this ILogger log, string callId, string caller, string number, int status);

    [LoggerMessage(5003, LogLevel.Warning, "{Command} for call {CallUuid} is lost: its mailbox is full or it is stopped")]
    public static partial void CallDeaf(this ILogger log, string command, string callUuid);

    [LoggerMessage(5004, LogLevel.Debug, "{Command} does not fit call {CallUuid} that is {State}")]
    public static partial void CommandDisregarded(this ILogger log, string command, string state, string callUuid);

    [LoggerMessage(5005, LogLevel.Warning, "ACK of call {CallUuid} cannot be sent to {Target}")]
    public static partial void AckUnsent(this ILogger log, string target, string callUuid);

    [LoggerMessage(5006, LogLevel.Debug, "{Status} of call {CallUuid} has no request to answer: {Transaction}")]
    public static partial void RequestGone(this ILogger log, int status, string transaction, string callUuid);

    [LoggerMessage(5007, LogLevel.Warning, "{Calls} calls are hung up because the node stops")]
    public static partial void CallsTerminated(this ILogger log, int calls);

    [LoggerMessage(5008, LogLevel.Warning, "{Calls} calls ended without an answer to every BYE; the next start closes them")]
    public static partial void PeersUnheard(this ILogger log, int calls);
}
