using ActiveRecording.EventSourcing;

namespace ActiveRecording.Simulation.Crashes;

/// <summary>
/// A journal that may end its life at a given append: just before that is durable, or just after, before anybody knows.
/// </summary>
public sealed class MortalJournal(Life life, IJournal journal) : IJournal
{
    /// <summary>Appends asked for.</summary>
    public int Appends { get; private set; }

    /// <summary>The append at which life ends, from 1; null for none.</summary>
    public int? DieAt { get; init; }

    /// <summary>That append is durable.</summary>
    public bool IsDurable { get; init; }

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (life.IsOver) return await Never<AppendOutcome>();
        var dies = ++Appends == DieAt;
        if (dies && !IsDurable) return await DieAsync();
        var outcome = await journal.AppendAsync(append, stop);
        return dies ? await DieAsync() : outcome;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        life.IsOver ? Never<IReadOnlyList<ShardEpoch>>() : journal.TakeOverAsync(shards, stop);

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

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private Task<AppendOutcome> DieAsync()
    {
        life.End();
        return Never<AppendOutcome>();
    }
}
