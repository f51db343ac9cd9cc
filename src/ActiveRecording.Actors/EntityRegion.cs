using System.Collections.Concurrent;
using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors;

/// <summary>
/// The entities of one category on this node. Each runs its decider behind a bounded mailbox, one command at a time,
/// journal first; entities are loaded when they are told something and forgotten when they are idle or over.
/// </summary>
public sealed partial class EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>
    where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
    where TEvent : notnull
{
    private readonly ConcurrentDictionary<string, Entity<TDecider, TState, TCommand, TEvent, TEffect>> entities =
        new(StringComparer.Ordinal);

    private readonly IIdentifiers identifiers;
    private readonly long[] epochs;

    public EntityRegion(
        EntityRegionOptions options,
        JournalCodec<TEvent> codec,
        IJournal journal,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        IEffectRunner<TState, TCommand, TEffect> runner,
        ILogger log,
        SnapshotCodec<TState>? snapshots = null)
    {
        Snapshots = snapshots;
        (Options, Codec, Journal, Scheduler, Time, Runner, Log) = (options, codec, journal, scheduler, time, runner, log);
        this.identifiers = identifiers;
        epochs = new long[options.Shards];
        accepting = new bool[options.Shards];
        Array.Fill(epochs, Lost);
    }

    /// <inheritdoc/>
    public string Category => Options.Category;

    /// <summary>Entities in memory.</summary>
    public int LoadedEntities => entities.Count;

    internal EntityRegionOptions Options { get; }

    internal JournalCodec<TEvent> Codec { get; }

    /// <summary>How states are kept; null where every replay begins with the first event.</summary>
    internal SnapshotCodec<TState>? Snapshots { get; }

    internal IJournal Journal { get; }

    internal IScheduler Scheduler { get; }

    internal TimeProvider Time { get; }

    internal IEffectRunner<TState, TCommand, TEffect> Runner { get; }

    internal ILogger Log { get; }

    /// <summary>Tells an entity a command; it never runs inside this call.</summary>
    /// <returns>False when nothing will come of it: the mailbox is full, or the entity or the region is stopped.</returns>
    public bool Tell(string id, TCommand command)
    {
        if (Deliver(id, new Message<TCommand> { Command = command }) == Posting.Accepted) return true;
        CountRefused();
        return false;
    }

    /// <summary>The state of an entity after everything told before; the initial one if it has no events.</summary>
    /// <exception cref="EntityStoppedException">The entity does not answer, or its mailbox is full.</exception>
    public Task<TState> QueryAsync(string id)
    {
        var query = new Query<TState>(Scheduler);
        var posting = Deliver(id, new Message<TCommand> { Subject = query });
        if (posting != Posting.Accepted)
            query.Fail(new EntityStoppedException($"{Options.Category}/{id}", posting.ToString()));
        return query.Task;
    }

    private Posting Deliver(string id, Message<TCommand> message)
    {
        while (isStarted)
        {
            if (!entities.TryGetValue(id, out var entity))
            {
                if (!Accepts(ShardOf(new StreamId(Options.Category, id)))) return Posting.Closed;
                entity = Activate(id);
            }

            if (entity.IsStopped || !Accepts(entity.Shard)) return Posting.Closed;
            var posting = entity.Post(message);
            if (posting != Posting.Closed) return posting;
            Forget(entity);
        }

        return Posting.Closed;
    }

    private Entity<TDecider, TState, TCommand, TEvent, TEffect> Activate(string id)
    {
        var candidate = new Entity<TDecider, TState, TCommand, TEvent, TEffect>(this, id);
        var entity = entities.GetOrAdd(id, candidate);
        if (ReferenceEquals(entity, candidate)) Scheduler.Schedule(entity);
        return entity;
    }
}
