namespace ActiveRecording.Runtime.Scheduling;

/// <summary>The production scheduler: .NET's thread pool, first come first served.</summary>
public sealed class ThreadPoolScheduler : IScheduler
{
    /// <inheritdoc/>
    public void Schedule(IWorkItem item) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Execute(), item, preferLocal: false);
}
