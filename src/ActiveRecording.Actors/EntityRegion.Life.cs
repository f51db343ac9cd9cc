namespace ActiveRecording.Actors;

/// <content>Starting, idling, stopping.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
{
    private volatile bool isStarted;
    private ITimer? idleSweep;

    internal ILease Lease { get; private set; } = AlwaysHeld.Instance;

    /// <summary>
    /// Takes all shards over and wakes the live entities: they are replayed and their outstanding effects run.
    /// Completes when each of them has been replayed once. For a node without others; in a cluster a
    /// coordinator gives the region its shards.
    /// </summary>
    public async Task StartAsync(CancellationToken stop)
    {
        Open(AlwaysHeld.Instance);
        var taken = await TakeOverAsync([.. Enumerable.Range(Options.FirstShard, Options.Shards)], stop);
        await taken.Replayed.WaitAsync(stop);
    }

    /// <inheritdoc/>
    public void Open(ILease lease)
    {
        Lease = lease;
        var sweep = Options.PassivateAfter / 2;
        idleSweep = Time.CreateTimer(_ => Sweep(), null, sweep, sweep);
        isStarted = true;
    }

    /// <summary>
    /// Stops taking commands and lets those already told be decided, appended and spoken, unless the journal refuses
    /// them just now. Nothing durable is lost: the next start wakes the live entities.
    /// </summary>
    public async Task StopAsync(CancellationToken stop)
    {
        isStarted = false;
        if (idleSweep is not null) await idleSweep.DisposeAsync();
        await RetireAsync([.. entities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)]).WaitAsync(stop);
    }

    internal bool IsIdle(DateTimeOffset lastTold) => Time.GetUtcNow() - lastTold >= Options.PassivateAfter;

    internal void Forget(Entity<TDecider, TState, TCommand, TEvent, TEffect> entity)
    {
        entities.TryRemove(new(entity.Id, entity));
        NoLongerStopped(entity);
    }

    /// <summary>Done when each of the entities has decided and spoken what it was told before.</summary>
    private static Task RetireAsync(Entity<TDecider, TState, TCommand, TEvent, TEffect>[] retiring)
    {
        var ended = new TaskCompletionSource();
        var open = retiring.Length + 1;
        foreach (var entity in retiring) entity.RetireAndThen(Ended);
        Ended();
        return ended.Task;

        void Ended()
        {
            if (Interlocked.Decrement(ref open) == 0) ended.TrySetResult();
        }
    }

    /// <summary>Gives every idle entity a turn, at the end of which it may be forgotten.</summary>
    private void Sweep()
    {
        foreach (var entity in entities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)) entity.Signal(() => { });
    }
}
