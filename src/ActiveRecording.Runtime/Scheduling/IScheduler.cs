namespace ActiveRecording.Runtime.Scheduling;

/// <summary>
/// Runs work items some time later, never inside <see cref="Schedule"/>. In production the thread pool, in the
/// simulator one thread that steps items in an order drawn from a seed.
/// </summary>
public interface IScheduler
{
    /// <summary>Queues one execution of <paramref name="item"/>; never blocks, never throws.</summary>
    void Schedule(IWorkItem item);
}

/// <summary>A unit of work; <see cref="Execute"/> must not block and must not throw.</summary>
public interface IWorkItem
{
    /// <summary>Does the work, on a thread of the scheduler's choice.</summary>
    void Execute();
}
