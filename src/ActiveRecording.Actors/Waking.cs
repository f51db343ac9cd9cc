using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Actors;

/// <summary>Counts down the live entities of shards just taken over.</summary>
internal sealed class Waking(int count, IScheduler scheduler)
{
    private readonly TaskCompletionSource all = new();
    private int left = count;

    public Task All => all.Task;

    public void One()
    {
        if (Interlocked.Decrement(ref left) <= 0) scheduler.Schedule(new Deferred(() => all.TrySetResult()));
    }
}
