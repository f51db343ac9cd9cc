using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>A scheduler whose threads may stand still for a while, as a disk makes them.</summary>
internal sealed class HeldScheduler(IScheduler scheduler) : IScheduler
{
    private readonly Queue<IWorkItem> held = new();
    private bool isHeld;

    public void Schedule(IWorkItem item)
    {
        if (isHeld) held.Enqueue(item);
        else scheduler.Schedule(item);
    }

    public void Hold() => isHeld = true;

    public void Release()
    {
        isHeld = false;
        while (held.TryDequeue(out var item)) scheduler.Schedule(item);
    }
}
