using ActiveRecording.Actors.Tests.Cluster.Simulated;
using static ActiveRecording.Actors.Tests.Cluster.Simulated.LedgerCommand;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_hand_over
{
    private readonly SimulatedCluster cluster = new SimulatedCluster().With("north", "east");

    [Fact]
    public void Waits_for_what_is_running_in_the_shards()
    {
        var running = new TaskCompletionSource();
        cluster["east"].Shards.Settle = _ => running.Task;
        var left = cluster["east"].Cluster.LeaveAsync();
        cluster.RunFor(2);
        Assert.False(left.IsCompleted);
        Assert.Equal(1, cluster.Simulator.Run(() => cluster.Ask("north", Ledger, new Write("meanwhile"))).Words);

        running.SetResult();
        cluster.RunFor(0.5);
        Assert.True(left.IsCompleted);
        Assert.Equal(SimulatedCluster.ShardCount, cluster["north"].Shards.Here.Count);
    }

    [Fact]
    public void Waits_no_longer_than_five_seconds()
    {
        cluster["east"].Shards.Settle = _ => new TaskCompletionSource().Task;
        var left = cluster["east"].Cluster.LeaveAsync();
        cluster.RunFor(4.9);
        Assert.False(left.IsCompleted);

        cluster.RunFor(0.7);
        Assert.True(left.IsCompleted);
    }

    [Fact]
    public void Is_not_waited_for_by_the_last_node()
    {
        cluster.Simulator.Run(() => cluster["east"].Cluster.LeaveAsync());
        var left = cluster["north"].Cluster.LeaveAsync();
        cluster.RunFor(0.5);

        Assert.True(left.IsCompleted);
    }

    [Fact]
    public void Moves_what_is_promised()
    {
        cluster.Simulator.Run(() => cluster.Ask("north", Ledger, new Promise("kept elsewhere")));
        cluster.Simulator.Run(() => cluster["east"].Cluster.LeaveAsync());
        cluster["east"].Life.End();
        cluster.RunFor(1);

        Assert.True(cluster.Witness.IsKept("kept elsewhere"));
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Gives_a_newcomer_its_share_under_load()
    {
        var asked = new List<Task>();
        var load = cluster.Simulator.Time.CreateTimer(
            _ => asked.Add(cluster.Ask("north", $"l{asked.Count % 30}", new Write($"w{asked.Count}"))),
            null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        cluster.RunFor(0.3);
        cluster.Start("west");
        cluster.RunFor(2);
        load.Dispose();
        cluster.RunFor(1);

        Assert.NotEmpty(cluster["west"].Shards.Here);
        Assert.All(asked, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(asked.Count, cluster.Witness.Written.Count);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Is_not_waited_for_from_a_node_that_dies_in_it()
    {
        cluster["east"].Shards.Settle = _ => new TaskCompletionSource().Task;
        _ = cluster["east"].Cluster.LeaveAsync();
        cluster.RunFor(1);
        cluster["east"].Life.End();
        cluster.RunFor(1);

        Assert.Equal(SimulatedCluster.ShardCount, cluster["north"].Shards.Here.Count);
    }

    private string Ledger => Enumerable.Range(0, 100).Select(number => $"l{number}").First(name => cluster.OwnerOf(name) == "east");
}
