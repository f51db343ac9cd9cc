using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors;

/// <content>Taking shards over, waking, idling, stopping.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
{
    private const long Lost = -1;
    private readonly TaskCompletionSource allWoken = new();
    private readonly HashSet<string> waking = new(StringComparer.Ordinal);
    private volatile bool isStarted;
    private volatile bool isWaking;
    private ITimer? idleSweep;

    /// <summary>
    /// Takes the shards over and wakes the live entities: they are replayed and their outstanding effects run.
    /// Completes when each of them has been replayed once.
    /// </summary>
    public async Task StartAsync(CancellationToken stop)
    {
        var shards = Enumerable.Range(0, Options.Shards).ToArray();
        foreach (var held in await Journal.TakeOverAsync(shards, stop)) Volatile.Write(ref epochs[held.Shard], held.Epoch);
        var live = new List<string>();
        foreach (var shard in shards)
        {
            var streams = await Journal.LiveStreamsAsync(shard, stop);
            live.AddRange(streams.Where(stream => stream.Category.Equals(Options.Category, StringComparison.Ordinal)).Select(stream => stream.Id));
        }

        Log.RegionStarted(Options.Category, shards.Length, live.Count);
        var sweep = Options.PassivateAfter / 2;
        idleSweep = Time.CreateTimer(_ => Sweep(), null, sweep, sweep);
        waking.UnionWith(live);
        isWaking = live.Count > 0;
        isStarted = true;
        foreach (var id in live) Activate(id);
        if (isWaking) await allWoken.Task.WaitAsync(stop);
    }

    /// <summary>
    /// Stops taking commands and lets those already told be decided, appended and spoken, unless the journal refuses
    /// them just now. Nothing durable is lost: the next start wakes the live entities.
    /// </summary>
    public async Task StopAsync(CancellationToken stop)
    {
        isStarted = false;
        if (idleSweep is not null) await idleSweep.DisposeAsync();
        var ended = new TaskCompletionSource();
        var all = entities.Values.ToArray();
        var open = all.Length + 1;
        foreach (var entity in all.OrderBy(entity => entity.Id, StringComparer.Ordinal)) entity.RetireAndThen(Ended);
        Ended();
        await ended.Task.WaitAsync(stop);

        void Ended()
        {
            if (Interlocked.Decrement(ref open) == 0) ended.TrySetResult();
        }
    }

    /// <summary>Whether this node may still write into the shard, as far as it knows.</summary>
    internal bool Holds(int shard) => Volatile.Read(ref epochs[shard]) > Lost;

    internal ShardEpoch Fence(int shard) => new(shard, Volatile.Read(ref epochs[shard]));

    internal void ShardLost(int shard)
    {
        if (Interlocked.Exchange(ref epochs[shard], Lost) != Lost) Log.ShardLost(shard, Options.Category);
    }

    /// <summary>A live entity has been replayed, or will not be.</summary>
    internal void Woken(string id)
    {
        if (!isWaking) return;
        lock (waking)
        {
            if (!waking.Remove(id) || waking.Count > 0) return;
            isWaking = false;
        }

        Scheduler.Schedule(new Deferred(() => allWoken.TrySetResult()));
    }

    internal bool IsIdle(DateTimeOffset lastTold) => Time.GetUtcNow() - lastTold >= Options.PassivateAfter;

    internal void Forget(Entity<TDecider, TState, TCommand, TEvent, TEffect> entity) =>
        entities.TryRemove(new(entity.Id, entity));

    /// <summary>Gives every idle entity a turn, at the end of which it may be forgotten.</summary>
    private void Sweep()
    {
        foreach (var entity in entities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)) entity.Signal(() => { });
    }
}
