using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>The journal as one life of a node reaches it: over a wire, seen by a witness, perhaps with a flaw.</summary>
internal sealed class WiredJournal(DatabaseWire wire, IJournal writer, JournalWitness witness, string node, Bug bug) : IJournal
{
    /// <summary>What an append that nobody waits for any more may still take to be made.</summary>
    private static readonly TimeSpan Straggles = TimeSpan.FromMilliseconds(200);

    /// <summary>Between the two halves of an append without a lock, on a database under load.</summary>
    private static readonly TimeSpan BetweenFenceAndStore = TimeSpan.FromMilliseconds(100);

    /// <summary>When shards were taken over last.</summary>
    public Action? TookOver { get; init; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) => wire.AskAsync(async () =>
    {
        var taken = await writer.TakeOverAsync(shards, stop);
        witness.TakenOver(writer, taken);
        TookOver?.Invoke();
        return taken;
    });

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        if (wire.Draws(wire.RefusedShare)) return AppendOutcome.Refused;
        var isUnknown = wire.Draws(wire.UnknownShare);
        var task = wire.AskAsync(() => isUnknown ? StraggleAsync(append, stop) : StoreAsync(append, stop));
        if (bug == Bug.SpeakBeforeJournal) return Acknowledge(append);
        try
        {
            var outcome = await task;
            return outcome == AppendOutcome.Appended ? Acknowledge(append) : outcome;
        }
        catch (IOException) when (bug == Bug.SpeakOnUnknownOutcome)
        {
            return Acknowledge(append);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [EnumeratorCancellation] CancellationToken stop)
    {
        var events = await wire.AskAsync(
            () => Task.FromResult(writer.ReadStreamAsync(stream, afterSequence, stop).ToBlockingEnumerable(stop).ToList()));
        foreach (var stored in events) yield return stored;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadShardAsync(
        int shard, long afterPosition, [EnumeratorCancellation] CancellationToken stop)
    {
        var events = await wire.AskAsync(
            () => Task.FromResult(writer.ReadShardAsync(shard, afterPosition, stop).ToBlockingEnumerable(stop).ToList()));
        foreach (var stored in events) yield return stored;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop)
    {
        var live = await wire.AskAsync(() => writer.LiveStreamsAsync(shard, stop));
        return bug == Bug.DropAHandOver ? [] : live;
    }

    /// <inheritdoc/>
    public async Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop)
    {
        var contains = await wire.AskAsync(() => writer.ContainsAppendAsync(append, stop));
        if (contains) Acknowledge(append);
        return contains;
    }

    /// <inheritdoc/>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => wire.AskAsync(async () =>
    {
        await writer.SaveSnapshotAsync(snapshot, stop);
        return true;
    });

    /// <inheritdoc/>
    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) =>
        wire.AskAsync(() => writer.ReadSnapshotAsync(stream, stop));

    private AppendOutcome Acknowledge(StreamAppend append)
    {
        witness.Acknowledged(node, append);
        return AppendOutcome.Appended;
    }

    /// <summary>Who asked hears nothing; the append is made, made late, or lost.</summary>
    private async Task<AppendOutcome> StraggleAsync(StreamAppend append, CancellationToken stop)
    {
        witness.Unknown++;
        if (wire.Draws(0.3)) throw new IOException("The connection was reset before the append");
        if (wire.Draws(0.3)) _ = LateAsync(append, stop);
        else await StoreAsync(append, stop);
        throw new IOException("The connection was reset after the append");
    }

    private async Task LateAsync(StreamAppend append, CancellationToken stop)
    {
        await wire.WaitAsync(Straggles);
        await StoreAsync(append, stop);
    }

    private async Task<AppendOutcome> StoreAsync(StreamAppend append, CancellationToken stop)
    {
        var stored = append;
        if (bug == Bug.SkipTheFence) stored = append with { Fence = witness.LatestOf(append.Fence.Shard) };
        if (bug == Bug.FenceWithoutLock && witness.LatestOf(append.Fence.Shard) == append.Fence)
        {
            await wire.WaitAsync(BetweenFenceAndStore);
            stored = append with { Fence = witness.LatestOf(append.Fence.Shard) };
        }

        var outcome = await writer.AppendAsync(stored, stop);
        if (outcome == AppendOutcome.Appended) witness.Appended(writer, node, append);
        if (outcome == AppendOutcome.Fenced) witness.Fenced(node, append);
        return outcome;
    }
}
