namespace ActiveRecording.Reporting;

/// <summary>Remembers which shards grew since they were last looked at, and wakes the one who looks.</summary>
internal sealed class ShardBell(IReadOnlyList<int> shards)
{
    private readonly Lock gate = new();
    private readonly HashSet<int> known = [.. shards];
    private readonly SortedSet<int> rung = [.. shards];
    private bool isPoll = true;
    private TaskCompletionSource awake = New();

    /// <summary>Some shards grew; with none given, wakes only. Nobody runs inside this call.</summary>
    public void Ring(IReadOnlyCollection<int> grown)
    {
        lock (gate)
        {
            rung.UnionWith(grown.Where(known.Contains));
            awake.TrySetResult();
        }
    }

    /// <summary>
    /// The shards that grew, which then count as looked at, and whether that is for want of news: at the beginning and
    /// whenever patience is over these are all.
    /// </summary>
    public (int[] Grown, bool IsPoll) Take()
    {
        lock (gate)
        {
            awake = New();
            (int[], bool) taken = ([.. rung], isPoll);
            rung.Clear();
            isPoll = false;
            return taken;
        }
    }

    /// <summary>Waits until a shard grows; after <paramref name="patience"/> all of them count as grown.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time)
    {
        lock (gate)
        {
            if (rung.Count > 0) return;
        }

        var timer = time.CreateTimer(_ => RingAll(), null, patience, Timeout.InfiniteTimeSpan);
        await awake.Task;
        await timer.DisposeAsync();
    }

    private void RingAll()
    {
        lock (gate)
        {
            rung.UnionWith(known);
            isPoll = true;
            awake.TrySetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
