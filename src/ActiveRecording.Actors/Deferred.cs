using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Actors;

/// <summary>An action to be run once, in a work item of its own.</summary>
internal sealed class Deferred(Action action) : IWorkItem
{
    void IWorkItem.Execute() => action();
}
