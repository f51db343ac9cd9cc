using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Benchmarks.Passivation;

/// <summary>
/// A journal that takes everything and keeps nothing, so that the heap holds what entities leave behind and no events. In
/// each wave it has as many live streams of one event, of other names.
/// </summary>
internal sealed class ForgetfulJournal(int streams, EventData born) : IJournal
{
    private int wave;

    /// <summary>The streams of a wave.</summary>
    public IEnumerable<StreamId> Streams => Enumerable.Range(0, streams).Select(number => new StreamId(Lamp.Category, $"{wave}-{number}"));

    public void NextWave() => wave++;

    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<ShardEpoch>>([.. shards.Select(shard => new ShardEpoch(shard, 1))]);

    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop) => Task.FromResult(AppendOutcome.Appended);

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        if (afterSequence == 0) yield return new StoredEvent(stream, 1, 0, 1, Guid.Empty, born);
    }

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        throw new NotSupportedException("Nobody projects it");

    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<StreamId>>([.. Streams.Where(stream => stream.ShardOf(Lamp.Shards) == shard)]);

    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) => Task.FromResult(false);

    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => Task.CompletedTask;

    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => Task.FromResult<StreamSnapshot?>(null);
}
