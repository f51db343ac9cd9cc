using Microsoft.Extensions.Logging;

namespace ActiveRecording.Edges;

/// <summary>What edges log: identifiers 1090 to 1099.</summary>
internal static partial class EdgesLog
{
    [LoggerMessage(1090, LogLevel.Information, "{Role}: this node has the virtual address now")]
    public static partial void AddressTaken(this ILogger log, string role);

    [LoggerMessage(1091, LogLevel.Information, "{Role}: this node lets go of the virtual address")]
    public static partial void AddressReleased(this ILogger log, string role);

    [LoggerMessage(1092, LogLevel.Warning, "{Role}: {Count} messages waited in vain for their shards")]
    public static partial void WaitedInVain(this ILogger log, string role, int count);

    [LoggerMessage(1093, LogLevel.Information, "{Role}: {Count} requests without an answer go to the new owners of their shards")]
    public static partial void PassedOnAgain(this ILogger log, string role, int count);
}
