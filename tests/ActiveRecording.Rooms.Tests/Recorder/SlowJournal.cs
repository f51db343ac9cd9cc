using ActiveRecording.EventSourcing;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>A journal whose appends take a while.</summary>
internal sealed class SlowJournal(IJournal journal, TimeProvider time) : IJournal
{
    public TimeSpan Delay { get; set; }

    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, time, stop);
        return await journal.AppendAsync(append, stop);
    }

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        journal.TakeOverAsync(shards, stop);

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) =>
        journal.ReadStreamAsync(stream, afterSequence, stop);

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        journal.ReadShardAsync(shard, afterPosition, stop);

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) => journal.LiveStreamsAsync(shard, stop);

    public Task<bool> ContainsAppendAsync(Guid appendId, CancellationToken stop) => journal.ContainsAppendAsync(appendId, stop);
}
