using Microsoft.Extensions.Logging;

namespace ActiveRecording.Journals;

/// <summary>Messages 1101 to 1199.</summary>
internal static partial class JournalsLog
{
    [LoggerMessage(1101, LogLevel.Critical,
        "The disk is full: {Path} is deleted to leave {Bytes} bytes to the journal; make room now")]
    public static partial void ReserveReleased(this ILogger log, string path, long bytes);

    [LoggerMessage(1102, LogLevel.Warning, "{Path} could not be made: the journal has no room of its own")]
    public static partial void ReserveMissing(this ILogger log, Exception exception, string path);

    [LoggerMessage(1103, LogLevel.Error, "The journal could not store {Appends} appends; they are refused")]
    public static partial void AppendsRefused(this ILogger log, Exception exception, int appends);

    [LoggerMessage(1104, LogLevel.Error, "The commit of {Appends} appends failed; their outcome is unknown")]
    public static partial void CommitUnknown(this ILogger log, Exception exception, int appends);

    [LoggerMessage(1110, LogLevel.Error, "The database cannot be reached; appends are refused until it can")]
    public static partial void DatabaseLost(this ILogger log, Exception exception);

    [LoggerMessage(1111, LogLevel.Information, "The database is reached again on lane {Lane}: {Shards} shards are still this node's, {Lost} are not")]
    public static partial void DatabaseFound(this ILogger log, int lane, int shards, int lost);

    [LoggerMessage(1112, LogLevel.Warning, "Shard {Shard} is held by a connection of its last owner; that connection is ended")]
    public static partial void OldOwnerEnded(this ILogger log, int shard);

    [LoggerMessage(1113, LogLevel.Information, "The journal's tables were made or brought to version {Version}")]
    public static partial void SchemaMigrated(this ILogger log, int version);
}
