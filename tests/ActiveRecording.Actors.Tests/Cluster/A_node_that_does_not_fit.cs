using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Tests.Cluster.Simulated;
using ActiveRecording.Simulation.Crashes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_node_that_does_not_fit
{
    private readonly SimulatedCluster cluster = new SimulatedCluster().With("north");

    [Fact]
    public void Is_told_why_and_stays_outside()
    {
        var reason = Join(SimulatedCluster.Options("east") with { Secret = "guessed" });

        Assert.Equal("its secret is not that of cluster 'test'", reason);
        Assert.Single(cluster["north"].Cluster.Members.Members);
    }

    [Fact]
    public void Is_asked_for_the_name_of_the_cluster() => Assert.Equal(
        "this is the store of cluster 'test', not of 'production'",
        Join(SimulatedCluster.Options("east") with { Cluster = "production" }));

    private string? Join(ClusterNodeOptions options)
    {
        var node = new ClusterNode(
            options, cluster.Store, cluster.Links.Attach("east", new Life()), cluster.Simulator.Scheduler, cluster.Simulator.Time,
            NullLogger.Instance);
        return cluster.Simulator.Run(node.JoinAsync);
    }
}
