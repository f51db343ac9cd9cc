using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Simulation.Crashes;

/// <summary>Runs what is scheduled, but nothing of an ended life.</summary>
public sealed class MortalScheduler(Life life, IScheduler scheduler) : IScheduler
{
    /// <inheritdoc/>
    public void Schedule(IWorkItem item)
    {
        if (!life.IsOver) scheduler.Schedule(new Mortal(life, scheduler, item));
    }

    private sealed class Mortal(Life life, IScheduler scheduler, IWorkItem item) : IWorkItem
    {
        public void Execute()
        {
            if (!life.IsPaused) life.Do(item.Execute);
            else life.Do(() => scheduler.Schedule(this));
        }
    }
}
