using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Tests.Cluster;

public sealed class A_shard
{
    private const int Shards = 1_024;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Belongs_to_each_node_about_as_often(int nodes)
    {
        var owned = Owners(Nodes(nodes)).GroupBy(owner => owner).Select(group => group.Count()).ToArray();

        Assert.Equal(nodes, owned.Length);
        Assert.All(owned, count => Assert.InRange(count, Shards / nodes * 7 / 10, Shards / nodes * 13 / 10));
    }

    [Fact]
    public void Moves_only_to_a_node_that_comes()
    {
        var (before, after) = (Owners(Nodes(3)), Owners(Nodes(4)));
        var moved = Enumerable.Range(0, Shards).Where(shard => before[shard] != after[shard]).ToArray();

        Assert.All(moved, shard => Assert.Equal("n3", after[shard]));
        Assert.InRange(moved.Length, Shards / 4 * 7 / 10, Shards / 4 * 13 / 10);
    }

    [Fact]
    public void Moves_only_from_a_node_that_goes_and_back_to_it_when_it_returns()
    {
        var all = Nodes(4);
        var without = Owners([.. all.Select(node => node.Name == "n1" ? node with { State = MemberState.Leaving } : node)]);
        var before = Owners(all);

        Assert.All(Enumerable.Range(0, Shards), shard => Assert.True(before[shard] == "n1" || before[shard] == without[shard]));
        Assert.DoesNotContain("n1", without);
        Assert.Equal(before, Owners([.. all.Select(node => node.Name == "n1" ? node with { Incarnation = 99 } : node)]));
    }

    [Fact]
    public void Belongs_only_to_nodes_that_are_up_and_have_the_role()
    {
        var nodes = Nodes(4);
        nodes[0] = nodes[0] with { State = MemberState.Joining };
        nodes[1] = nodes[1] with { State = MemberState.Down };
        nodes[2] = nodes[2] with { Roles = ["recorder"] };

        Assert.All(Owners(nodes), owner => Assert.Equal("n3", owner));
        Assert.Null(Placement.OwnerOf(1, "console", new MemberList(1, default, nodes)));
    }

    [Fact]
    public void Belongs_to_the_same_node_in_every_release() =>
        Assert.Equal("n2 n1 n2 n2", string.Join(' ', Owners(Nodes(3)).Take(4)));

    private static string[] Owners(Member[] nodes) =>
        [.. Enumerable.Range(0, Shards).Select(shard => Placement.OwnerOf(shard, "sip-server", new MemberList(1, default, nodes))!.Name)];

    private static Member[] Nodes(int count) =>
        [.. Enumerable.Range(0, count).Select(number =>
            new Member(number + 1, $"n{number}", $"127.0.0.1:{number}", ["sip-server"], MemberState.Up, default))];
}
