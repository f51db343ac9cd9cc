using ActiveRecording.Actors.Inspection;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>What an operator may see.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect> : IInspectedRegion
{
    /// <inheritdoc/>
    int IInspectedRegion.FirstShard => Options.FirstShard;

    /// <inheritdoc/>
    int IInspectedRegion.Shards => Options.Shards;

    /// <inheritdoc/>
    IReadOnlyList<ShardEpoch> IInspectedRegion.HeldShards =>
        [.. Enumerable.Range(Options.FirstShard, Options.Shards).Select(Fence).Where(Holds)];

    /// <inheritdoc/>
    IReadOnlyList<string> IInspectedRegion.Loaded => [.. entities.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    async Task<EntityInspection?> IInspectedRegion.InspectAsync(string id, CancellationToken stop)
    {
        var stream = new StreamId(Options.Category, id);
        var shard = ShardOf(stream);
        var recovery = await Replay<TDecider, TState, TCommand, TEvent, TEffect>.RunAsync(Journal, Codec, Snapshots, stream, Log, stop);
        return recovery switch
        {
            Recovery<TState>.Replayed { Sequence: 0 } => null,
            Recovery<TState>.Replayed replayed => new EntityInspection(
                shard, replayed.Sequence, TDecider.IsEnded(replayed.State), StateText.Of(replayed.State), Flaw: null),
            Recovery<TState>.Unusable unusable => new EntityInspection(shard, 0, IsEnded: false, State: null, unusable.Reason.Message),
            Recovery<TState>.Unreadable unreadable => throw new IOException(
                $"The journal does not answer: {unreadable.Reason.Message}", unreadable.Reason),
            _ => throw new InvalidOperationException($"Recovery came to {recovery.GetType().Name}"),
        };
    }
}
