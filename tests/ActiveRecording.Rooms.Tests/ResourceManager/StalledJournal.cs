using ActiveRecording.EventSourcing;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

/// <summary>A journal on a database that can stop answering appends.</summary>
internal sealed class StalledJournal(IJournal journal) : IJournal
{
    private readonly TaskCompletionSource answers = new();
    private bool isStalled;

    public void Stall() => isStalled = true;

    public void Answer()
    {
        isStalled = false;
        answers.TrySetResult();
    }

    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (isStalled) await answers.Task;
        return await journal.AppendAsync(append, stop);
    }

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) => journal.TakeOverAsync(shards, stop);

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) =>
        journal.ReadStreamAsync(stream, afterSequence, stop);

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        journal.ReadShardAsync(shard, afterPosition, stop);

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) => journal.LiveStreamsAsync(shard, stop);

    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) => journal.ContainsAppendAsync(append, stop);

    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => journal.SaveSnapshotAsync(snapshot, stop);

    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => journal.ReadSnapshotAsync(stream, stop);
}
