using ActiveRecording.EventSourcing;

namespace ActiveRecording.Rooms.Tests.Registrations;

/// <summary>A journal in memory whose appends take as long as they are told.</summary>
internal sealed class LateJournal(TimeProvider time, MemoryJournal? on = null) : IJournal
{
    private readonly MemoryJournal memory = on ?? new();

    public TimeSpan Delay { get; set; }

    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, time, stop);
        return await memory.AppendAsync(append, stop);
    }

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        memory.TakeOverAsync(shards, stop);

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamId stream, long afterSequence, CancellationToken stop) =>
        memory.ReadStreamAsync(stream, afterSequence, stop);

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        memory.ReadShardAsync(shard, afterPosition, stop);

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        memory.LiveStreamsAsync(shard, stop);

    public Task<bool> ContainsAppendAsync(Guid appendId, CancellationToken stop) => memory.ContainsAppendAsync(appendId, stop);
}
