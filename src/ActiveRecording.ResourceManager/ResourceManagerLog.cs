using Microsoft.Extensions.Logging;

namespace ActiveRecording.ResourceManager;

/// <summary>What the Resource Manager logs: identifiers 3100 to 3199.</summary>
internal static partial class ResourceManagerLog
{
    [LoggerMessage(3100, LogLevel.Information, "Session {CallId} goes to {Resource} at {Hop}")]
    public static partial void Placed(this ILogger log, string callId, string resource, string hop);

    [LoggerMessage(3101, LogLevel.Warning, "{Resource} did not take session {CallId}: {Status} {Reason}")]
    public static partial void ResourceFailed(this ILogger log, string resource, string callId, int status, string reason);

    [LoggerMessage(3102, LogLevel.Error, "No resource is left for session {CallId}; it is refused with {Status}")]
    public static partial void NothingLeft(this ILogger log, string callId, int status);

    [LoggerMessage(3103, LogLevel.Error, "Session {CallId} could not be written down in time; it is refused with 503")]
    public static partial void PlacementTimedOut(this ILogger log, string callId);

    [LoggerMessage(3104, LogLevel.Warning, "{Resource} answered session {CallId} after it was given up; it is hung up")]
    public static partial void HungUp(this ILogger log, string resource, string callId);

    [LoggerMessage(3105, LogLevel.Warning, "{Running} requests were still running when the Resource Manager stopped")]
    public static partial void StoppedWithRunning(this ILogger log, int running);

    [LoggerMessage(3107, LogLevel.Warning, "The reservations cannot be read; nothing is placed until they are")]
    public static partial void ReservationsUnread(this ILogger log, Exception? exception);

    [LoggerMessage(3106, LogLevel.Warning, "The release of session {CallId} on {Resource} was not taken; its lease will end it")]
    public static partial void ReleaseLost(this ILogger log, string callId, string resource);
}
