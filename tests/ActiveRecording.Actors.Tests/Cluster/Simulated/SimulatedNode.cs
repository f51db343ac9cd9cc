using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Actors.Cluster.Routing;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Simulation.Crashes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

using Region = EntityRegion<Ledger, LedgerState, LedgerCommand, LedgerEvent, LedgerEffect>;

/// <summary>One life of a node of a simulated cluster.</summary>
public sealed class SimulatedNode : IEffectRunner<LedgerState, LedgerCommand, LedgerEffect>
{
    private static readonly Type[] Commands =
        [typeof(LedgerCommand.Write), typeof(LedgerCommand.Promise), typeof(LedgerCommand.Keep), typeof(LedgerCommand.Fail)];

    private readonly Witness witness;
    private readonly string name;

    public SimulatedNode(SimulatedCluster cluster, string name, IJournal writer)
    {
        (this.name, witness) = (name, cluster.Witness);
        var simulator = cluster.Simulator;
        var scheduler = new MortalScheduler(Life, simulator.Scheduler);
        var time = new MortalTime(Life, simulator.Time);
        Wire = new Wire(simulator, Life, cluster.Chance);
        INodeLinks links = cluster.Links.Attach(name, Life);
        if (cluster.Bug == Bug.RepeatUnderAnotherName) links = new ForgetfulLinks(links);
        Cluster = new ClusterNode(
            SimulatedCluster.Options(name), new NodeStore(Wire, cluster.Store), links, scheduler, time, NullLogger.Instance);
        Region = new Region(
            new EntityRegionOptions { Category = "ledger", Shards = SimulatedCluster.ShardCount },
            new JournalCodec<LedgerEvent>(LedgerJson.Default), new NodeJournal(Wire, writer, witness, name, cluster.Bug),
            scheduler, time, simulator.Identifiers, this, NullLogger.Instance);
        Shards = new ShardCoordinator(
            new ShardsOptions { Role = "ledger", Count = SimulatedCluster.ShardCount }, Cluster, [Region]);
        Ledgers = new ShardRegion<LedgerCommand, LedgerReply>(
            new ShardRegionOptions(), Region.Replying((state, _) => new LedgerReply(state.Words)), Shards, Cluster,
            new MessageCodec<LedgerCommand>(Commands, LedgerJson.Default),
            new MessageCodec<LedgerReply>([typeof(LedgerReply)], LedgerJson.Default),
            scheduler, simulator.Identifiers);
    }

    public Life Life { get; } = new();

    public Wire Wire { get; }

    public ClusterNode Cluster { get; }

    public ShardCoordinator Shards { get; }

    public ShardRegion<LedgerCommand, LedgerReply> Ledgers { get; }

    public Region Region { get; }

    /// <summary>It was up at least once, or refused.</summary>
    public Task<string?> Joined { get; private set; } = Task.FromResult<string?>("not asked to join");

    public bool IsUp => !Life.IsOver && Cluster.Self is { } self
        && Cluster.Members.Find(self.Incarnation)?.State == MemberState.Up;

    public SimulatedNode Join()
    {
        Joined = Cluster.JoinAsync();
        return this;
    }

    void IEffectRunner<LedgerState, LedgerCommand, LedgerEffect>.Run(
        EntityContext<LedgerCommand> entity, LedgerState state, LedgerEffect effect)
    {
        if (effect is LedgerEffect.Say say) witness.Said(name, entity.Id, say.Word);
        else entity.StartTimer(effect.Word, TimeSpan.FromMilliseconds(400), new LedgerCommand.Keep(effect.Word));
    }
}
