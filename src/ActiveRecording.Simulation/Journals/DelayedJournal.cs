using ActiveRecording.EventSourcing;

namespace ActiveRecording.Simulation.Journals;

/// <summary>A journal on a disk that takes its time: appends are made a while after they were asked for.</summary>
public sealed class DelayedJournal(IJournal journal, TimeProvider time) : IJournal
{
    /// <summary>Before each append; zero for none.</summary>
    public TimeSpan Delay { get; set; }

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (Delay > TimeSpan.Zero) await ElapseAsync(stop);
        return await journal.AppendAsync(append, stop);
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
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) => journal.ContainsAppendAsync(append, stop);

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => journal.SaveSnapshotAsync(snapshot, stop);

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => journal.ReadSnapshotAsync(stream, stop);

    private async Task ElapseAsync(CancellationToken stop)
    {
        var due = new TaskCompletionSource();
        await using (time.CreateTimer(_ => due.TrySetResult(), null, Delay, Timeout.InfiniteTimeSpan)) await due.Task.WaitAsync(stop);
    }
}
