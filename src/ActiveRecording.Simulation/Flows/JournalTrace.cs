using ActiveRecording.EventSourcing;

namespace ActiveRecording.Simulation.Flows;

/// <summary>A journal that shows what was appended to the flow, at the instant it became durable.</summary>
public sealed class JournalTrace(IJournal journal, TimeProvider time) : IJournal
{
    private readonly List<LadderEvent> events = [];

    /// <summary>What was appended so far.</summary>
    public IReadOnlyList<LadderEvent> Events => events;

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        var outcome = await journal.AppendAsync(append, stop);
        if (outcome == AppendOutcome.Appended)
            events.AddRange(append.Events.Select(e => new LadderEvent(time.GetUtcNow(), $"{append.Stream}  {e.Name}")));
        return outcome;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        journal.TakeOverAsync(shards, stop);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) =>
        journal.ReadStreamAsync(stream, afterSequence, stop);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        journal.ReadShardAsync(shard, afterPosition, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        journal.LiveStreamsAsync(shard, stop);

    /// <inheritdoc/>
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        journal.ContainsAppendAsync(append, stop);

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => journal.SaveSnapshotAsync(snapshot, stop);

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => journal.ReadSnapshotAsync(stream, stop);
}
