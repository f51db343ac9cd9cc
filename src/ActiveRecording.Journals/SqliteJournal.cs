using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals;

/// <summary>The journal in an embedded database. Appends queued while a batch is committed form the next batch.</summary>
public sealed class SqliteJournal : IJournal, IJournalFeed
{
    private readonly SqliteDatabase database;

    public SqliteJournal(SqliteDatabase database)
    {
        this.database = database;
        database.Writer.Appended = shards => Appended?.Invoke(shards);
    }

    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<int>>? Appended;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        database.WithWriterAsync(writer => writer.TakeOver(shards));

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        var work = new AppendWork(append, database.Writer);
        return database.TryAppend(work) ? work.Task : Task.FromResult(AppendOutcome.Refused);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var last = afterSequence; ;)
        {
            stop.ThrowIfCancellationRequested();
            var page = await database.ReadStreamAsync(reads => reads.Events(stream, last)).ConfigureAwait(false);
            foreach (var stored in page) yield return stored;
            if (page.Count < JournalPages.Size) yield break;
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
            var isLast = page.Count < JournalPages.Size;
            if (!isLast) next = PageAfter(page[^1].Position);
            foreach (var stored in page) yield return stored;
            if (isLast) yield break;
        }

        Task<List<StoredEvent>> PageAfter(long position) =>
            database.ReadAsync(reader => JournalPages.OfShard(reader, shard, position));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop) =>
        database.ReadAsync(reader => JournalPages.Live(reader, shard));

    /// <inheritdoc/>
    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        database.ReadAsync(reader => JournalPages.Contains(reader, append));

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) =>
        database.WriteModelsAsync(connection =>
        {
            SnapshotTable.Save(connection, snapshot);
            return true;
        });

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        database.ReadStreamAsync(reads => reads.Snapshot(stream));
}
