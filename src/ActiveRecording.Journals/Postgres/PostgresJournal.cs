using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Postgres;

/// <summary>The journal in a database that nodes share. A shard's appends all take the same lane, in order.</summary>
public sealed class PostgresJournal : IJournal, IJournalFeed
{
    private readonly PostgresDatabase database;

    public PostgresJournal(PostgresDatabase database)
    {
        this.database = database;
        foreach (var lane in database.Lanes) lane.Appended = shards => Appended?.Invoke(shards);
    }

    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<int>>? Appended;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop)
    {
        var taken = new Dictionary<int, ShardEpoch>();
        var takeOvers = shards.Distinct().GroupBy(database.LaneOf).Select(lane => lane.Key.TakeOverAsync([.. lane]));
        foreach (var epochs in await Task.WhenAll(takeOvers).WaitAsync(stop).ConfigureAwait(false))
        {
            foreach (var epoch in epochs) taken[epoch.Shard] = epoch;
        }

        return [.. shards.Select(shard => taken[shard])];
    }

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop) =>
        append.Ended ? AppendLastAsync(append) : database.LaneOf(append.Fence.Shard).AppendAsync(append);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var last = afterSequence; ;)
        {
            stop.ThrowIfCancellationRequested();
            var page = await database.Entities.AskAsync(new StreamRead(stream, last)).ConfigureAwait(false);
            foreach (var stored in page) yield return stored;
            if (page.Count < JournalRows.PerStreamPage) yield break;
            last = page[^1].Sequence;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadShardAsync(
        int shard, long afterPosition, [EnumeratorCancellation] CancellationToken stop)
    {
        // The next page is read while this one is used.
        for (var next = PageAfter(afterPosition); ;)
        {
            stop.ThrowIfCancellationRequested();
            var page = await next.ConfigureAwait(false);
            var isLast = page.Count < JournalRows.PerShardPage;
            if (!isLast) next = PageAfter(page[^1].Position);
            foreach (var stored in page) yield return stored;
            if (isLast) yield break;
        }

        Task<List<StoredEvent>> PageAfter(long position) =>
            database.Projections.RunAsync(reader => JournalRows.OfShard(reader, shard, position));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        database.Entities.RunAsync(reader => JournalRows.Live(reader, shard));

    /// <summary>False is final: the writer has made sure that what was not stored never will be.</summary>
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        database.LaneOf(append.Fence.Shard).ContainsAsync(append);

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) =>
        database.Models.AskAsync(SnapshotWrite.Of(snapshot), SnapshotWrite.Queued);

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        database.Entities.AskAsync(new SnapshotRead(stream));

    /// <summary>
    /// The snapshot is dropped after those that were saved before, by the same connection. One that stays because the node or
    /// the database is away just then is never read.
    /// </summary>
    private async Task<AppendOutcome> AppendLastAsync(StreamAppend append)
    {
        var outcome = await database.LaneOf(append.Fence.Shard).AppendAsync(append).ConfigureAwait(false);
        if (outcome == AppendOutcome.Appended) _ = database.Models.AskAsync(SnapshotWrite.DropOf(append.Stream), SnapshotWrite.Queued);
        return outcome;
    }
}
