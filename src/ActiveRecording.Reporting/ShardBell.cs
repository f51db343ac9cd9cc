namespace ActiveRecording.Reporting;

/// <summary>Remembers which shards grew since they were last looked at, and wakes the one who looks.</summary>
internal sealed class ShardBell(int shards)
{
    private readonly Lock gate = new();
    private readonly SortedSet<int> rung = [.. Enumerable.Range(0, shards)];
    private TaskCompletionSource awake = New();

    /// <summary>Some shards grew; with none given, wakes only. Nobody runs inside this call.</summary>
    public void Ring(IReadOnlyCollection<int> grown)
    {
        lock (gate)
        {
            rung.UnionWith(grown);
            awake.TrySetResult();
        }
    }

    /// <summary>The shards that grew, which then count as looked at; at the beginning all.</summary>
    public int[] Take()
    {
        lock (gate)
        {
            awake = New();
            int[] taken = [.. rung];
            rung.Clear();
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

        var timer = time.CreateTimer(_ => Ring([.. Enumerable.Range(0, shards)]), null, patience, Timeout.InfiniteTimeSpan);
        await awake.Task;
        await timer.DisposeAsync();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
