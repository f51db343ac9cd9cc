using System.Runtime.CompilerServices;

namespace ActiveRecording.EventSourcing;

/// <summary>
/// A journal in memory, for the simulator and tests. It answers before a call returns. Several writers may share one
/// store (<see cref="OtherWriter"/>) and depose each other as they do on a database.
/// </summary>
public sealed class MemoryJournal : IJournal, IJournalFeed
{
    private readonly MemoryJournalStore store;
    private readonly object writer = new();

    public MemoryJournal()
        : this(new MemoryJournalStore())
    {
    }

    private MemoryJournal(MemoryJournalStore store) => this.store = store;

    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<int>>? Appended;

    /// <summary>Another writer on the same store: a second node, or this one after a restart.</summary>
    public MemoryJournal OtherWriter() => new(store);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<ShardEpoch>>(
            [.. shards.Select(shard => new ShardEpoch(shard, store.TakeOver(shard, writer)))]);

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        var outcome = store.Append(append);
        if (outcome == AppendOutcome.Appended) Appended?.Invoke([append.Fence.Shard]);
        return Task.FromResult(outcome);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) =>
        Yield(store.OfStream(stream, afterSequence), stop);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        Yield(store.OfShard(shard, afterPosition), stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        Task.FromResult(store.Live(shard));

    /// <inheritdoc/>
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        Task.FromResult(store.Contains(append.AppendId));

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop)
    {
        store.Save(snapshot);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        Task.FromResult(store.SnapshotOf(stream));

#pragma warning disable CS1998 // The contract is asynchronous, memory is not.
    private static async IAsyncEnumerable<StoredEvent> Yield(
        StoredEvent[] events, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var stored in events)
        {
            stop.ThrowIfCancellationRequested();
            yield return stored;
        }
    }
#pragma warning restore CS1998
}
