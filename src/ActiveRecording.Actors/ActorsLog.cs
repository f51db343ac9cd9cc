using ActiveRecording.EventSourcing;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors;

/// <summary>Messages 1001 to 1049.</summary>
internal static partial class ActorsLog
{
    [LoggerMessage(1001, LogLevel.Error,
        "{Stream} failed on {Poison}; it restarts from the journal (failure {Failures} of {MaxFailures})")]
    public static partial void EntityFailed(
        this ILogger log, Exception exception, StreamId stream, string poison, int failures, int maxFailures);

    [LoggerMessage(1002, LogLevel.Critical, "{Stream} is stopped: {Reason}")]
    public static partial void EntityStopped(this ILogger log, Exception? exception, StreamId stream, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "{Stream} cannot be read from the journal; attempt {Attempt} follows")]
    public static partial void EntityUnreadable(this ILogger log, Exception exception, StreamId stream, int attempt);

    [LoggerMessage(1004, LogLevel.Warning, "The journal refused {Events} events of {Stream}; they are tried again until it takes them")]
    public static partial void AppendRefused(this ILogger log, int events, StreamId stream);

    [LoggerMessage(1005, LogLevel.Warning, "Append {AppendId} of {Stream} has an unknown outcome; it is looked up")]
    public static partial void AppendUnknown(this ILogger log, Exception? exception, Guid appendId, StreamId stream);

    [LoggerMessage(1006, LogLevel.Error,
        "{Stream} has another event {Sequence} in the journal than the one decided; it restarts from the journal")]
    public static partial void AppendConflict(this ILogger log, StreamId stream, long sequence);

    [LoggerMessage(1007, LogLevel.Error, "Shard {Shard} was taken over by another node; {Category} entities in it stop")]
    public static partial void ShardLost(this ILogger log, int shard, string category);

    [LoggerMessage(1008, LogLevel.Information, "{Category}: {Shards} shards taken over, {Live} live entities wake")]
    public static partial void RegionStarted(this ILogger log, string category, int shards, int live);

    [LoggerMessage(1009, LogLevel.Warning, "{Stream} has {Waiting} commands waiting; {Command} is refused")]
    public static partial void MailboxFull(this ILogger log, StreamId stream, int waiting, string command);

    [LoggerMessage(1010, LogLevel.Error, "Shard {Shard} lists '{Stream}' as live, which is not category/id; nothing is woken for it")]
    public static partial void NoStream(this ILogger log, int shard, string stream);

    [LoggerMessage(1020, LogLevel.Warning, "The snapshot of {Stream} at event {Sequence} cannot be read; all events are replayed")]
    public static partial void SnapshotUnusable(this ILogger log, Exception exception, StreamId stream, long sequence);

    [LoggerMessage(1021, LogLevel.Warning, "The snapshot of {Stream} at event {Sequence} was not kept; its replay stays as long as it is")]
    public static partial void SnapshotNotKept(this ILogger log, Exception exception, StreamId stream, long sequence);
}
