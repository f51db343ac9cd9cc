namespace ActiveRecording.Actors;

/// <content>What entities report, and how they get back to their turn.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
{
    /// <summary>The identifier of an append that a request leads to, or nobody's.</summary>
    internal Guid NextAppendId(RequestId? request) =>
        (request ?? new RequestId(identifiers.NextUInt64())).ToAppend(identifiers.NextUInt64());

    /// <summary>Continues on the entity's turn when a task of the journal ends, on whatever thread that happens.</summary>
    internal static void OnTurn<T>(
        Task<T> task, Entity<TDecider, TState, TCommand, TEvent, TEffect> entity, Action<Task<T>> action) =>
        _ = task.ContinueWith(
            ended => entity.Signal(() =>
            {
                if (!entity.IsStopped) action(ended);
            }),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    internal void EntityFailed(
        Entity<TDecider, TState, TCommand, TEvent, TEffect> entity, Exception failure, object? command, int failures)
    {
        ActorsMetrics.Restarted.Add(1, ActorsMetrics.Category(Options.Category));
        Log.EntityFailed(failure, entity.Stream, $"{command}", failures, Options.MaxRestarts);
    }

    internal void EntityStopped(
        Entity<TDecider, TState, TCommand, TEvent, TEffect> entity, string reason, Exception? exception)
    {
        ActorsMetrics.Stopped.Add(1, ActorsMetrics.Category(Options.Category));
        Log.EntityStopped(exception, entity.Stream, reason);
    }

    internal void CountRefused() => ActorsMetrics.Refused.Add(1, ActorsMetrics.Category(Options.Category));

    internal void CountRepeatedAppend() =>
        ActorsMetrics.AppendsRepeated.Add(1, ActorsMetrics.Category(Options.Category));
}
