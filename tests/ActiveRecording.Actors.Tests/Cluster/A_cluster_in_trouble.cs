using ActiveRecording.Actors.Tests.Cluster.Simulated;
using static ActiveRecording.Actors.Tests.Cluster.Simulated.LedgerCommand;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_cluster_in_trouble
{
    private readonly SimulatedCluster cluster = new SimulatedCluster().With("north", "east", "west");
    private int words;

    [Fact]
    public void Answers_for_a_dead_node_within_half_a_second()
    {
        Write(30);
        var owned = Enumerable.Range(0, 30).Select(number => $"l{number}").Where(ledger => cluster.OwnerOf(ledger) == "east").ToArray();
        cluster["east"].Life.End();
        var start = cluster.Simulator.Time.Elapsed;
        foreach (var ledger in owned) cluster.Simulator.Run(() => cluster.Ask("north", ledger, new Write($"{ledger} again")));

        Assert.InRange(cluster.Simulator.Time.Elapsed - start, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.NotEmpty(owned);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Keeps_what_a_dead_node_had_promised()
    {
        for (var number = 0; number < 20; number++) cluster.Simulator.Run(() => cluster.Ask("north", $"l{number}", new Promise($"p{number}")));
        cluster["west"].Life.End();
        cluster["east"].Life.End();
        cluster.RunFor(4);

        Assert.All(Enumerable.Range(0, 20), number => Assert.True(cluster.Witness.IsKept($"p{number}")));
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Fences_a_node_that_slept_and_takes_it_back()
    {
        Write(30);
        var before = cluster["east"].Cluster.Self;
        cluster["east"].Life.Pause();
        cluster.RunFor(3);
        Assert.Equal(SimulatedCluster.ShardCount, cluster["north"].Shards.Here.Count + cluster["west"].Shards.Here.Count);

        cluster["east"].Life.GoOn();
        Assert.True(cluster.Settles(TimeSpan.FromSeconds(10)));
        Write(30);
        Assert.NotEqual(before, cluster["east"].Cluster.Self);
        Assert.NotEmpty(cluster["east"].Shards.Here);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Takes_the_shards_of_a_silent_node_within_two_seconds()
    {
        cluster["east"].Life.Pause();

        Assert.True(cluster.Simulator.RunUntil(
            () => cluster["north"].Shards.Here.Count + cluster["west"].Shards.Here.Count == SimulatedCluster.ShardCount,
            TimeSpan.FromSeconds(2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Goes_round_a_cut_link_and_deposes_nobody(bool isNoticed)
    {
        var lives = cluster.Living.Select(node => node.Cluster.Self).ToArray();
        cluster.Links.Cut("north", "east", isNoticed);
        cluster.RunFor(5);
        Write(30, "north");
        Write(30, "east");

        Assert.Equal(lives, cluster.Living.Select(node => node.Cluster.Self));
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Deposes_a_node_that_lost_the_store_and_takes_it_back()
    {
        Write(30);
        var before = cluster["east"].Cluster.Self;
        cluster["east"].Wire.IsCut = true;
        cluster.RunFor(4);
        Write(30, "north");

        Assert.Empty(cluster["east"].Shards.Here);
        cluster["east"].Wire.IsCut = false;
        Assert.True(cluster.Settles(TimeSpan.FromSeconds(20)));
        Write(30, "east");
        Assert.NotEqual(before, cluster["east"].Cluster.Self);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Deposes_nobody_while_the_store_is_away_for_all()
    {
        Write(30);
        var lives = cluster.Living.Select(node => node.Cluster.Self).ToArray();
        foreach (var node in cluster.Living) node.Wire.IsCut = true;
        cluster.RunFor(10);
        foreach (var node in cluster.Living) node.Wire.IsCut = false;
        cluster.RunFor(3);
        Write(30);

        Assert.Equal(lives, cluster.Living.Select(node => node.Cluster.Self));
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Lets_the_many_depose_the_one_that_is_cut_off()
    {
        var lives = new[] { cluster["north"].Cluster.Self, cluster["west"].Cluster.Self };
        cluster.Links.Cut("east", "north", isNoticed: true);
        cluster.Links.Cut("east", "west", isNoticed: true);
        cluster.RunFor(1.5);

        Assert.Equal(lives, [cluster["north"].Cluster.Self, cluster["west"].Cluster.Self]);
        Assert.Empty(cluster["east"].Shards.Here);
        Write(30, "north");
    }

    [Fact]
    public void Loses_no_command_when_a_node_leaves_under_load()
    {
        var asked = new List<Task>();
        var load = cluster.Simulator.Time.CreateTimer(
            _ => asked.Add(cluster.Ask(asked.Count % 2 == 0 ? "north" : "west", $"l{asked.Count % 30}", new Write($"w{words++}"))),
            null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        cluster.RunFor(0.5);
        cluster.Simulator.Run(() => cluster["east"].Cluster.LeaveAsync());
        cluster["east"].Life.End();
        cluster.RunFor(0.5);
        load.Dispose();
        cluster.RunFor(2);

        Assert.InRange(asked.Count, 1_000, 10_000);
        Assert.All(asked, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(asked.Count, cluster.Witness.Written.Count);
        Assert.Empty(cluster.Witness.Violations);
    }

    [Fact]
    public void Loses_no_command_in_a_rolling_restart_under_load()
    {
        var asked = new List<Task>();
        var load = cluster.Simulator.Time.CreateTimer(_ => Ask(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
        foreach (var name in cluster.Names)
        {
            cluster.Simulator.Run(() => cluster[name].Cluster.LeaveAsync());
            cluster.RunFor(0.2);
            cluster[name].Life.End();
            cluster.Start(name);
            cluster.RunFor(2);
        }

        load.Dispose();
        cluster.RunFor(3);
        Assert.All(asked, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(asked.Count, cluster.Witness.Written.Count);
        Assert.Empty(cluster.Witness.Violations);

        void Ask()
        {
            if (cluster.Living.Where(node => node.IsUp).ToArray() is not { Length: > 0 } up) return;
            var number = words++;
            asked.Add(up[number % up.Length].Ledgers.AskAsync($"l{number % 30}", new Write($"w{number}")));
        }
    }

    private void Write(int count, string node = "north")
    {
        for (var number = 0; number < count; number++)
            cluster.Simulator.Run(() => cluster.Ask(node, $"l{number}", new Write($"w{words++}")));
    }
}
