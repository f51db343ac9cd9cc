using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>Accepts every append at once and keeps nothing but the count of bytes, so that the heap holds entities only.</summary>
internal sealed class CountingJournal : IJournal
{
    private readonly Dictionary<string, int> names = [];

    /// <summary>Bytes of all payloads, names and stream names so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Events of that name so far.</summary>
    public int Count(string name) => names.GetValueOrDefault(name);

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<ShardEpoch>>([.. shards.Select(shard => new ShardEpoch(shard, 1))]);

    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        Events += append.Events.Count;
        foreach (var e in append.Events) names[e.Name] = Count(e.Name) + 1;
        Bytes += append.Events.Sum(e => append.Stream.ToString().Length + e.Name.Length + (long)e.Payload.Length);
        return Task.FromResult(AppendOutcome.Appended);
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        yield break;
    }

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        ReadStreamAsync(default, 0, stop);

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<StreamId>>([]);

    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) => Task.FromResult(false);

    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => Task.CompletedTask;

    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        Task.FromResult<StreamSnapshot?>(null);
}
