using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Simulation;

/// <summary>Brings the continuations of awaits back to the simulator's thread, as work items like any other.</summary>
internal sealed class SimulatorContext(VirtualScheduler scheduler) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Schedule(new Continuation(d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private sealed class Continuation(SendOrPostCallback callback, object? state) : IWorkItem
    {
        public void Execute() => callback(state);
    }
}
