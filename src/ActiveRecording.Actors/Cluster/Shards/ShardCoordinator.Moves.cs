namespace ActiveRecording.Actors.Cluster.Shards;

/// <content>Asking for shards, letting them go, taking them.</content>
public sealed partial class ShardCoordinator
{
    /// <summary>Repeats what may have been lost, and takes what is free or overdue.</summary>
    private void AskAgain()
    {
        if (self is null) return;
        var asks = new Dictionary<NodeId, List<int>>();
        for (var index = 0; index < shards.Length; index++)
        {
            if (shards[index] is not Shard.Wanted wanted || wanted.Holders.Count == 0) continue;
            if (Now - wanted.Since >= options.HandOverDeadline) GiveUpWaiting(index, wanted);
            else if (wanted.AskedAt is not { } asked || Now - asked >= options.AskAgain) Ask(index, wanted, asks);
        }

        foreach (var (holder, wants) in asks) wire.Want(holder, members.Version, wants);
        TakeFree();
    }

    private void Ask(int index, Shard.Wanted wanted, Dictionary<NodeId, List<int>> asks)
    {
        Set(index, wanted with { AskedAt = Now });
        foreach (var holder in wanted.Holders)
        {
            if (!asks.TryGetValue(holder, out var list)) asks.Add(holder, list = []);
            list.Add(options.First + index);
        }
    }

    private void GiveUpWaiting(int index, Shard.Wanted wanted)
    {
        node.Log.HandOverOverdue(options.First + index, options.Role, string.Join(", ", wanted.Holders));
        Set(index, wanted with { Holders = [] });
    }

    /// <summary>
    /// Another node wants shards. One that knows newer members than this node is answered when this node knows them too;
    /// one that knows older ones, and so wants what is not its own, never.
    /// </summary>
    private void Wanted(NodeId from, long version, IReadOnlyList<int> wanted)
    {
        if (self is null) return;
        if (version > members.Version)
        {
            node.Refresh();
            return;
        }

        var its = wanted.Where(shard => IsOurs(shard) && OwnerOf(shard) == from).ToList();
        var free = its.Where(shard => shards[shard - options.First] is Shard.Elsewhere).ToList();
        if (free.Count > 0) wire.Free(from, members.Version, free);
        var leaving = its.Where(shard => shards[shard - options.First] is Shard.Here).ToList();
        if (leaving.Count > 0) Release(leaving);
    }

    private void Freed(NodeId from, IReadOnlyList<int> freed)
    {
        foreach (var shard in freed.Where(IsOurs))
        {
            if (shards[shard - options.First] is Shard.Wanted wanted)
                Set(shard - options.First, wanted with { Holders = [.. wanted.Holders.Where(holder => holder != from)] });
        }

        TakeFree();
    }

    /// <summary>Lets what is running come to its end, then the entities, then the shards.</summary>
    private void Release(List<int> leaving)
    {
        var life = self;
        foreach (var shard in leaving) shards[shard - options.First] = new Shard.Leaving();
        if (Settle is not { } settle) Drain();
        else Then(settle(leaving).WaitAsync(options.SettleLimit, node.Time), _ => Drain());

        void Drain()
        {
            if (life != self) return;
            foreach (var shard in leaving) Set(shard - options.First, new Shard.Leaving());
            Moved?.Invoke();
            Then(Task.WhenAll(regions.Select(region => region.ReleaseAsync(leaving))), _ =>
            {
                if (life == self) Released([.. leaving.Where(shard => shards[shard - options.First] is Shard.Leaving)]);
            });
        }
    }

    private void Released(List<int> released)
    {
        if (released.Count == 0) return;
        node.Log.ShardsHandedOver(string.Join(' ', released), options.Role);
        foreach (var shard in released) Set(shard - options.First, new Shard.Elsewhere());
        // What was said while they drained.
        Moved?.Invoke();
        foreach (var group in released.GroupBy(OwnerOf))
        {
            if (group.Key is { } owner && owner != self) wire.Free(owner, members.Version, group);
        }

        foreach (var shard in released) Reconsider(shard - options.First);
        CheckHandedOver();
    }

    private void TakeFree()
    {
        var free = Enumerable.Range(0, shards.Length).Where(index => shards[index] is Shard.Wanted { Holders.Count: 0 }).ToList();
        if (free.Count == 0) return;
        var life = self;
        var taking = free.ConvertAll(index => options.First + index);
        foreach (var index in free) Set(index, new Shard.Taking());
        Then(Task.WhenAll(regions.Select(region => region.TakeOverAsync(taking, CancellationToken.None))), task =>
        {
            if (life != self) Late(taking);
            else if (task.IsCompletedSuccessfully) Taken(taking);
            else NotTaken(taking, task.Exception?.InnerException);
        });
    }

    /// <summary>The journal gave the shards to a life of this node that is over.</summary>
    private void Late(List<int> taken)
    {
        var idle = taken.Where(shard => shards[shard - options.First] is Shard.Elsewhere or Shard.Wanted).ToList();
        foreach (var region in regions) region.Lose(idle);
    }

    private void Taken(List<int> taken)
    {
        var kept = taken.Where(shard => shards[shard - options.First] is Shard.Taking).ToList();
        node.Log.ShardsTaken(string.Join(' ', kept), options.Role);
        foreach (var shard in kept) Set(shard - options.First, new Shard.Here());
        Opened?.Invoke(kept);
    }

    private void NotTaken(List<int> taking, Exception? reason)
    {
        node.Log.ShardsNotTaken(reason, string.Join(' ', taking), options.Role);
        foreach (var region in regions) region.Lose(taking);
        foreach (var shard in taking.Where(shard => shards[shard - options.First] is Shard.Taking))
        {
            // One that nobody has is asked for again, so that the journal is not asked without pause.
            Set(shard - options.First, new Shard.Elsewhere());
            Reconsider(shard - options.First);
        }

        CheckHandedOver();
    }

    /// <summary>The journal says that somebody else took the shard: who may have it is in the store.</summary>
    private void Fenced(int shard)
    {
        if (self is null || !IsOurs(shard) || shards[shard - options.First] is Shard.Elsewhere or Shard.Wanted) return;
        foreach (var region in regions) region.Lose([shard]);
        Set(shard - options.First, new Shard.Elsewhere());
        Reconsider(shard - options.First);
        CheckHandedOver();
        node.Refresh();
        Moved?.Invoke();
    }

    private bool IsOurs(int shard) => shard >= options.First && shard < options.First + options.Count;

    private void Then<T>(T task, Action<T> action)
        where T : Task =>
        _ = task.ContinueWith(
            _ => node.Strand.Post(() => action(task)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
