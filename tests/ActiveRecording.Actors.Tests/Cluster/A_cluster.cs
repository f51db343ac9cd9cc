using ActiveRecording.Actors.Tests.Cluster.Simulated;
using static ActiveRecording.Actors.Tests.Cluster.Simulated.LedgerCommand;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_cluster
{
    private readonly SimulatedCluster cluster = new SimulatedCluster().With("north", "east", "west");

    [Fact]
    public void Spreads_the_shards_over_its_nodes()
    {
        Assert.All(cluster.Living, node => Assert.InRange(node.Shards.Here.Count, 1, 8));
        Assert.Equal(SimulatedCluster.ShardCount, cluster.Living.Sum(node => node.Shards.Here.Count));
    }

    [Fact]
    public void Reaches_every_entity_from_every_node()
    {
        for (var ledger = 0; ledger < 30; ledger++)
        {
            foreach (var node in cluster.Names)
            {
                var reply = cluster.Simulator.Run(() => cluster.Ask(node, $"l{ledger}", new Write($"{ledger} {node}")));
                Assert.Equal(cluster.Stored($"l{ledger}").Count, reply.Words);
            }
        }

        Assert.Equal(3, cluster.Simulator.Run(() => cluster["north"].Ledgers.QueryAsync("l0")).Words);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Applies_what_an_entity_is_merely_told()
    {
        for (var number = 0; number < 30; number++)
            Assert.True(cluster["north"].Ledgers.Tell($"l{number}", new Write($"word {number}")));
        cluster.RunFor(1);

        Assert.Equal(30, cluster.Witness.Written.Count);
        Assert.Equal(0, cluster["north"].Ledgers.Waiting);
    }

    [Fact]
    public void Says_why_a_behaviour_failed_on_another_node()
    {
        var ledger = Enumerable.Range(0, 100).Select(number => $"l{number}").First(name => cluster.OwnerOf(name) != "north");
        var failure = Assert.Throws<ActiveRecording.Actors.Cluster.Routing.RequestFailedException>(
            () => cluster.Simulator.Run(() => cluster.Ask("north", ledger, new Fail())));

        Assert.Equal(AnswerKind.Failed, failure.Kind);
        Assert.Equal($"ledger/{ledger}: It fails", failure.Message);
    }
}
