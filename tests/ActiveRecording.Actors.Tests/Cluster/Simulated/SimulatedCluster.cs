using ActiveRecording.Actors.Cluster;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Cluster;

namespace ActiveRecording.Actors.Tests.Cluster.Simulated;

/// <summary>Nodes, their network, one database and one clock, all of it driven by one seed.</summary>
public sealed class SimulatedCluster
{
    public const int ShardCount = 12;
    private readonly MemoryJournal journal = new();
    private readonly SortedDictionary<string, SimulatedNode> nodes = new(StringComparer.Ordinal);

    public SimulatedCluster(ulong seed = 1, Bug bug = Bug.None)
    {
        Bug = bug;
        Simulator = new Simulator(seed, shuffled: true);
        Chance = new SeededIdentifiers(seed * 7919);
        Links = new VirtualLinkSwitch(Simulator.Time, new SeededIdentifiers(seed * 104_729));
        Store = new MemoryMembershipStore(Simulator.Time);
    }

    public Bug Bug { get; }

    public Simulator Simulator { get; }

    public IIdentifiers Chance { get; }

    public VirtualLinkSwitch Links { get; }

    public MemoryMembershipStore Store { get; }

    public Witness Witness { get; } = new();

    public IReadOnlyList<string> Names => [.. nodes.Keys];

    public IEnumerable<SimulatedNode> Living => nodes.Values.Where(node => !node.Life.IsOver);

    public SimulatedNode this[string name] => nodes[name];

    public static ClusterNodeOptions Options(string name) => new()
    {
        Cluster = "test", Secret = "secret", Name = name, Address = $"{name}:7070", Roles = ["ledger"], Events = ["word-written/1"],
    };

    /// <summary>Starts a node, again if it has lived before.</summary>
    public SimulatedNode Start(string name) => nodes[name] = new SimulatedNode(this, name, journal.OtherWriter()).Join();

    public SimulatedCluster With(params string[] names)
    {
        foreach (var name in names) Start(name);
        Assert.True(Settles(TimeSpan.FromSeconds(20)), "The cluster does not settle");
        return this;
    }

    /// <summary>Every living node is up, and every shard is on exactly one of them.</summary>
    public bool IsSettled()
    {
        var living = Living.ToArray();
        return living.All(node => node.IsUp)
            && Enumerable.Range(0, ShardCount).All(shard => living.Count(node => node.Shards.IsHere(shard)) == 1)
            && living.All(node => node.Ledgers.Waiting == 0);
    }

    public bool Settles(TimeSpan limit) => Simulator.RunUntil(IsSettled, limit);

    public void RunFor(double seconds) => Simulator.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>Asks through a node, in the simulation.</summary>
    public Task<LedgerReply> Ask(string node, string ledger, LedgerCommand command) => nodes[node].Ledgers.AskAsync(ledger, command);

    /// <summary>The words of a ledger as the journal has them.</summary>
    public IReadOnlyList<StoredEvent> Stored(string ledger) =>
        [.. journal.ReadStreamAsync(new StreamId("ledger", ledger), 0, CancellationToken.None).ToBlockingEnumerable()];

    /// <summary>The node that a ledger lives on.</summary>
    public string OwnerOf(string ledger) => nodes.Single(node =>
        !node.Value.Life.IsOver && node.Value.Shards.IsHere(new StreamId("ledger", ledger).ShardOf(ShardCount))).Key;
}
