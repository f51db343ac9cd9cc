using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Archive.Tests;

/// <summary>Runs work items when told to, on the caller's thread.</summary>
internal sealed class QueuedScheduler : IScheduler
{
    private readonly Queue<IWorkItem> items = new();

    public void Schedule(IWorkItem item) => items.Enqueue(item);

    public void RunAll()
    {
        while (items.TryDequeue(out var item)) item.Execute();
    }
}
