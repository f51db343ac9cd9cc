using System.Runtime.CompilerServices;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>The journal as one node reaches it.</summary>
public sealed class NodeJournal(Wire wire, IJournal writer, Witness witness, string node, Bug bug) : IJournal
{
    public async Task<IReadOnlyList<ShardEpoch>> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop) =>
        await wire.AskAsync(async () =>
        {
            var taken = await writer.TakeOverAsync(shards, stop);
            witness.TakenOver(writer, taken);
            return taken;
        });

    public async Task<AppendOutcome> AppendAsync(StreamAppend append, CancellationToken stop)
    {
        var task = wire.AskAsync(() => StoreAsync(append, stop));
        if (bug == Bug.SpeakBeforeJournal) return AppendOutcome.Appended;
        try
        {
            return await task;
        }
        catch (IOException)
        {
            return bug == Bug.SpeakOnUnknownOutcome ? AppendOutcome.Appended : AppendOutcome.Unknown;
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamId stream, long afterSequence, [EnumeratorCancellation] CancellationToken stop)
    {
        var events = await wire.AskAsync(
            () => Task.FromResult(writer.ReadStreamAsync(stream, afterSequence, stop).ToBlockingEnumerable(stop).ToList()));
        foreach (var stored in events) yield return stored;
    }

    public IAsyncEnumerable<StoredEvent> ReadShardAsync(int shard, long afterPosition, CancellationToken stop) =>
        writer.ReadShardAsync(shard, afterPosition, stop);

    public async Task<IReadOnlyList<StreamId>> LiveStreamsAsync(int shard, CancellationToken stop)
    {
        var live = await wire.AskAsync(() => writer.LiveStreamsAsync(shard, stop));
        return bug == Bug.DropAHandOver ? [] : live;
    }

    public Task<bool> ContainsAppendAsync(StreamAppend append, CancellationToken stop) =>
        wire.AskAsync(() => writer.ContainsAppendAsync(append, stop));

    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken stop) => writer.SaveSnapshotAsync(snapshot, stop);

    public Task<StreamSnapshot?> ReadSnapshotAsync(StreamId stream, CancellationToken stop) => writer.ReadSnapshotAsync(stream, stop);

    private async Task<AppendOutcome> StoreAsync(StreamAppend append, CancellationToken stop)
    {
        if (bug == Bug.SkipTheFence) append = append with { Fence = witness.LatestOf(append.Fence.Shard) };
        var outcome = await writer.AppendAsync(append, stop);
        if (outcome == AppendOutcome.Appended) witness.Appended(writer, node, append);
        if (outcome == AppendOutcome.Fenced) witness.Fenced++;
        return outcome;
    }
}
