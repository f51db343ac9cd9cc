using ActiveRecording.EventSourcing;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Actors.Tests;

using Region = EntityRegion<Purse, PurseState, PurseCommand, PurseEvent, PurseEffect>;

/// <summary>A region of purses under virtual time, on a journal that can be told to fail.</summary>
public sealed class World : IEffectRunner<PurseState, PurseCommand, PurseEffect>
{
    private readonly List<string> said = [];

    public World(MemoryJournal? memory = null, EntityRegionOptions? options = null, Simulator? simulator = null)
    {
        Simulator = simulator ?? new Simulator();
        Memory = memory ?? new MemoryJournal();
        Journal = new FaultyJournal(Memory, Simulator.Time);
        Purses = new Region(
            options ?? new EntityRegionOptions { Category = "purse" }, new JournalCodec<PurseEvent>(PurseJson.Default), Journal,
            Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, this, NullLogger.Instance,
            SnapshotCodec<PurseState>.Of(PurseJson.Default.PurseSnapshot, PurseSnapshot.Of, kept => kept.Restore()));
    }

    public Simulator Simulator { get; }

    public MemoryJournal Memory { get; }

    public FaultyJournal Journal { get; }

    public Region Purses { get; }

    /// <summary>What was said since the last look.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            var words = said.ToArray();
            said.Clear();
            return words;
        }
    }

    /// <summary>What an entity that resumes tells itself first; null for nothing.</summary>
    public PurseCommand? FirstOnResume { get; set; }

    public World Started()
    {
        Simulator.Run(() => Purses.StartAsync(CancellationToken.None));
        return this;
    }

    public void Tell(params PurseCommand[] commands)
    {
        foreach (var command in commands) Assert.True(Purses.Tell("p", command));
    }

    /// <summary>Lets everything that is ready happen, without moving the clock.</summary>
    public void Settle() => Simulator.RunFor(TimeSpan.Zero);

    public PurseState State() => Simulator.Run(() => Purses.QueryAsync("p"));

    public IReadOnlyList<StoredEvent> Stored(string id = "p") =>
        Memory.ReadStreamAsync(new StreamId("purse", id), 0, CancellationToken.None).ToBlockingEnumerable().ToList();

    void IEffectRunner<PurseState, PurseCommand, PurseEffect>.Run(
        EntityContext<PurseCommand> entity, PurseState state, PurseEffect effect)
    {
        switch (effect)
        {
            case PurseEffect.Say say:
                said.Add($"{entity.Id} {say.Words}");
                if (say.Words == "resumes" && FirstOnResume is { } first) entity.TellFirst(first);
                break;
            case PurseEffect.SetTimer:
                entity.StartTimer("tick", TimeSpan.FromSeconds(1), at => new PurseCommand.Tick(at));
                break;
            case PurseEffect.ClearTimer: entity.CancelTimer("tick"); break;
            default: throw new InvalidOperationException("The effect fails");
        }
    }
}
