using ActiveRecording.Actors;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.EventSourcing;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.Frozen;

/// <summary>A kind of entity, its events as they are stored and its behaviour hidden.</summary>
internal interface IFrozenKind
{
    string Category { get; }

    /// <summary>Name and version of every event that its streams may hold.</summary>
    IEnumerable<string> Events { get; }

    /// <summary>What this program makes of a stored event when it writes it again.</summary>
    EventData Rewrite(EventData stored);

    /// <summary>What the engine makes of a stream.</summary>
    Task<EntityInspection?> ReplayAsync(IReadOnlyList<EventData> stream);
}

/// <summary>The events and the behaviour of a kind.</summary>
internal sealed class FrozenKind<TDecider, TState, TCommand, TEvent, TEffect>(
    string category, JournalCodec<TEvent> codec, IEnumerable<Type> types) : IFrozenKind, IEffectRunner<TState, TCommand, TEffect>
    where TDecider : IDecider<TState, TCommand, TEvent, TEffect>
    where TEvent : notnull
{
    public string Category => category;

    public IEnumerable<string> Events => types.Select(JournalNames.Of).OfType<string>();

    public EventData Rewrite(EventData stored) => codec.Encode(codec.Decode(stored));

    public async Task<EntityInspection?> ReplayAsync(IReadOnlyList<EventData> stream)
    {
        var (journal, simulator) = (new MemoryJournal(), new Simulator());
        var region = new EntityRegion<TDecider, TState, TCommand, TEvent, TEffect>(
            new EntityRegionOptions { Category = category }, codec, journal, simulator.Scheduler, simulator.Time, simulator.Identifiers, this,
            NullLogger.Instance);
        var id = new StreamId(category, "frozen");
        var fence = await journal.TakeOverAsync([id.ShardOf(16)], CancellationToken.None);
        Assert.Equal(
            AppendOutcome.Appended,
            await journal.AppendAsync(new StreamAppend(id, 0, fence[0], Guid.NewGuid(), stream, false), CancellationToken.None));
        return await ((IInspectedRegion)region).InspectAsync("frozen", CancellationToken.None);
    }

    /// <summary>Nothing is woken, so nothing is said.</summary>
    void IEffectRunner<TState, TCommand, TEffect>.Run(EntityContext<TCommand> entity, TState state, TEffect effect) =>
        Assert.Fail($"{effect} is said");
}
