using ActiveRecording.Actors;
using ActiveRecording.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Passivation;

using Region = EntityRegion<Lamp, LampState, LampCommand, LampEvent, LampEffect>;

/// <summary>
/// What a region keeps of entities that it has forgotten. They are woken by a takeover, asked with an identity, which they
/// remember, start timers, append, keep a snapshot, and are left alone until none is in memory. A first wave makes tables
/// as large as they get; what the next one, of other names, adds to the live heap is what its entities have left behind.
/// </summary>
internal sealed class PassivatedEntities : IEffectRunner<LampState, LampCommand, LampEffect>
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private readonly Simulator simulator = new();
    private readonly ForgetfulJournal journal;
    private readonly Region region;
    private readonly WeakReference<object>[] seen;
    private ulong requests;
    private int next;

    private PassivatedEntities(int entities)
    {
        seen = [.. Enumerable.Range(0, entities).Select(_ => new WeakReference<object>(this))];
        var codec = new JournalCodec<LampEvent>(LampJson.Default);
        journal = new ForgetfulJournal(entities, codec.Encode(new LampEvent(Lit: true)));
        region = new Region(
            new EntityRegionOptions { Category = Lamp.Category, Shards = Lamp.Shards, PassivateAfter = Idle, SnapshotEvery = 1 },
            codec, journal, simulator.Scheduler, simulator.Time, simulator.Identifiers, this, NullLogger.Instance,
            SnapshotCodec<LampState>.Of(LampJson.Default.LampState, state => state, kept => kept));
        region.Open(AlwaysThere.Instance);
    }

    /// <summary>Bytes kept of each, and how many are still reachable.</summary>
    public static (double BytesPerEntity, int Reachable) Measure(int entities)
    {
        var measured = new PassivatedEntities(entities);
        measured.Wave();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        measured.Wave();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var reachable = measured.seen.Count(one => one.TryGetTarget(out _));
        GC.KeepAlive(measured);
        return (kept / (double)entities, reachable);
    }

    void IEffectRunner<LampState, LampCommand, LampEffect>.Run(EntityContext<LampCommand> entity, LampState state, LampEffect effect)
    {
        seen[next++ % seen.Length].SetTarget(entity);
        if (effect.Lit) entity.StartTimer("out", TimeSpan.FromSeconds(2), _ => new LampCommand(Lit: false));
        else entity.CancelTimer("out");
    }

    private void Wave()
    {
        journal.NextWave();
        var taken = simulator.Run(() => region.TakeOverAsync([.. Enumerable.Range(0, Lamp.Shards)], CancellationToken.None));
        simulator.Run(() => taken.Replayed);
        var (asked, answered) = (0, 0);
        var lamps = region.Replying((state, _) => state.Changes);
        foreach (var lamp in journal.Streams)
        {
            asked++;
            lamps.Ask(lamp.Id, new RequestId(++requests), new LampCommand(Lit: false), answer => answered += answer.Kind == AnswerKind.Given ? 1 : 0);
            region.Tell(lamp.Id, new LampCommand(Lit: true));
        }

        simulator.RunFor(TimeSpan.FromSeconds(10));
        if (answered != asked || region.LoadedEntities != asked)
            throw new InvalidOperationException($"{answered} of {asked} have answered, {region.LoadedEntities} are in memory");
        simulator.RunFor(3 * Idle);
        if (region.LoadedEntities != 0) throw new InvalidOperationException($"{region.LoadedEntities} are still in memory");
    }

    private sealed class AlwaysThere : ILease
    {
        public static AlwaysThere Instance { get; } = new();

        public bool IsHeld => true;
    }
}
