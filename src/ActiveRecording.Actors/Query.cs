using ActiveRecording.Runtime.Scheduling;

namespace ActiveRecording.Actors;

/// <summary>A question for the state. It is answered in a work item of its own, never inside the entity's turn.</summary>
internal sealed class Query<TState>(IScheduler scheduler) : IWorkItem
{
    private readonly TaskCompletionSource<TState> answer = new();
    private TState? state;
    private Exception? failure;

    public Task<TState> Task => answer.Task;

    public void Answer(TState current)
    {
        state = current;
        scheduler.Schedule(this);
    }

    public void Fail(Exception exception)
    {
        failure = exception;
        scheduler.Schedule(this);
    }

    void IWorkItem.Execute()
    {
        if (failure is null) answer.TrySetResult(state!);
        else answer.TrySetException(failure);
    }
}
