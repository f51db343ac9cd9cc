using System.Collections.Concurrent;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Taking shards over, waking, releasing, losing.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect> : IShardedRegion
{
    private const long Lost = -1;
    private readonly ConcurrentDictionary<string, Waking> waking = new(StringComparer.Ordinal);
    private readonly bool[] accepting;

    /// <inheritdoc/>
    public event Action<int>? ShardFenced;

    /// <inheritdoc/>
    public async Task<ShardsTaken> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop)
    {
        var taken = await Journal.TakeOverAsync(shards, stop);
        var live = new List<string>();
        foreach (var shard in shards)
        {
            var streams = await Journal.LiveStreamsAsync(shard, stop);
            foreach (var stream in streams.Where(stream => stream.Category.Length == 0)) Log.NoStream(shard, stream.Id);
            live.AddRange(streams.Where(IsOurs).Select(stream => stream.Id));
        }

        Log.RegionStarted(Options.Category, shards.Count, live.Count);
        var counter = new Waking(live.Count, Scheduler);
        foreach (var id in live) waking[id] = counter;
        foreach (var held in taken)
        {
            Volatile.Write(ref epochs[Slot(held.Shard)], held.Epoch);
            Volatile.Write(ref accepting[Slot(held.Shard)], true);
        }

        foreach (var id in live) Activate(id);
        if (live.Count == 0) counter.One();
        return new ShardsTaken(live.Count, counter.All);
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(IReadOnlyList<int> shards)
    {
        foreach (var shard in shards) Volatile.Write(ref accepting[Slot(shard)], false);
        await RetireAsync(Of(shards));
        foreach (var shard in shards) Interlocked.Exchange(ref epochs[Slot(shard)], Lost);
        foreach (var entity in Of(shards)) entity.LoseShard();
    }

    /// <inheritdoc/>
    public void Lose(IReadOnlyList<int> shards)
    {
        foreach (var shard in shards)
        {
            Volatile.Write(ref accepting[Slot(shard)], false);
            Interlocked.Exchange(ref epochs[Slot(shard)], Lost);
        }

        foreach (var entity in Of(shards)) entity.LoseShard();
    }

    /// <summary>Live entities of shards just taken over are still being replayed.</summary>
    public bool IsWaking => !waking.IsEmpty;

    /// <summary>The shard of an entity of this region.</summary>
    public int ShardOf(string id) => ShardOf(new StreamId(Options.Category, id));

    /// <summary>The shard of a stream of this region.</summary>
    internal int ShardOf(StreamId stream) => Options.FirstShard + stream.ShardOf(Options.Shards);

    /// <summary>Whether this node may still write as the owner in that epoch, as far as it knows.</summary>
    internal bool Holds(ShardEpoch fence) => fence.Epoch > Lost && Fence(fence.Shard) == fence;

    /// <summary>Whether entities of the shard may be told anything.</summary>
    internal bool Accepts(int shard) => Volatile.Read(ref accepting[Slot(shard)]);

    internal ShardEpoch Fence(int shard) => new(shard, Volatile.Read(ref epochs[Slot(shard)]));

    internal void ShardLost(int shard)
    {
        if (Fence(shard).Epoch == Lost) return;
        Log.ShardLost(shard, Options.Category);
        Lose([shard]);
        ShardFenced?.Invoke(shard);
    }

    /// <summary>A live entity has been replayed, or will not be.</summary>
    internal void Woken(string id)
    {
        if (!waking.IsEmpty && waking.TryRemove(id, out var counter)) counter.One();
    }

    private bool IsOurs(StreamId stream) =>
        stream.Category.Equals(Options.Category, StringComparison.Ordinal) && Owns(ShardOf(stream));

    private bool Owns(int shard) => Slot(shard) >= 0 && Slot(shard) < epochs.Length;

    private int Slot(int shard) => shard - Options.FirstShard;

    private Entity<TDecider, TState, TCommand, TEvent, TEffect>[] Of(IReadOnlyList<int> shards) =>
        [.. entities.Values.Where(entity => shards.Contains(entity.Shard)).OrderBy(entity => entity.Id, StringComparer.Ordinal)];
}
