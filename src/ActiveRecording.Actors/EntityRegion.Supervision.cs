using System.Collections.Concurrent;
using ActiveRecording.Actors.Inspection;

namespace ActiveRecording.Actors;

/// <content>What entities report, and how they get back to their turn.</content>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
{
    private const int DefaultPoisonKept = 100;
    private readonly ConcurrentDictionary<Entity<TDecider, TState, TCommand, TEvent, TEffect>, StoppedEntity> stopped = [];

    /// <summary>Entities that failed too often or cannot be replayed, by identifier; an operator has to look at them.</summary>
    public IReadOnlyList<StoppedEntity> Stopped => [.. stopped.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public PoisonMessages Poison { get; set; } = new(DefaultPoisonKept);

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
        var message = PoisonMessage.Of(
            Time.GetUtcNow(), entity.Stream, command, failure, failures, isStopped: failures > Options.MaxRestarts);
        Poison.Add(message);
        Log.EntityFailed(failure, entity.Stream, $"{message.Kind} {message.Command}", failures, Options.MaxRestarts);
    }

    internal void EntityStopped(
        Entity<TDecider, TState, TCommand, TEvent, TEffect> entity, string reason, Exception? exception)
    {
        ActorsMetrics.Stopped.Add(1, ActorsMetrics.Category(Options.Category));
        ActorsMetrics.StoppedNow.Add(1, ActorsMetrics.Category(Options.Category));
        Log.EntityStopped(exception, entity.Stream, reason);
        stopped[entity] = new StoppedEntity(entity.Id, entity.Shard, reason, Time.GetUtcNow());
        if (!entities.TryGetValue(entity.Id, out var there) || !ReferenceEquals(there, entity)) NoLongerStopped(entity);
    }

    /// <summary>It is forgotten, with its shard or with the region, and whoever loads it next finds out anew.</summary>
    private void NoLongerStopped(Entity<TDecider, TState, TCommand, TEvent, TEffect> entity)
    {
        if (stopped.TryRemove(entity, out _)) ActorsMetrics.StoppedNow.Add(-1, ActorsMetrics.Category(Options.Category));
    }

    internal void CountRefused() => ActorsMetrics.Refused.Add(1, ActorsMetrics.Category(Options.Category));

    internal void CountRepeatedAppend() =>
        ActorsMetrics.AppendsRepeated.Add(1, ActorsMetrics.Category(Options.Category));
}
