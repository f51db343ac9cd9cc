using ActiveRecording.EventSourcing;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>Several journals, read as one: the shards of each behind those of the one before.</summary>
internal sealed class JournalsInOne(IReadOnlyList<IJournal> journals) : IJournal
{
    /// <summary>No node here has more.</summary>
    public const int ShardsOfEach = 32;

    /// <summary>Of all.</summary>
    public int Shards => journals.Count * ShardsOfEach;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        journals[shard / ShardsOfEach].ReadShardAsync(shard % ShardsOfEach, afterPosition, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => throw OnlyRead;

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => throw OnlyRead;

    private static NotSupportedException OnlyRead => new("It is only read by shards");
}
