using ActiveRecording.Host.Nodes;
using ActiveRecording.Host.Tests.Cluster;
using ActiveRecording.Operations;
using ActiveRecording.Tests;

namespace ActiveRecording.Host.Tests.Nodes;

[Collection(ClusteredNode.Collection)]
public sealed class Nodes_of_a_cluster_on_Postgres : IAsyncDisposable
{
    private readonly PostgresCluster postgres = new();

    [Fact]
    public async Task Know_each_other_and_who_has_which_shard()
    {
        var database = NewDatabase();
        await using var one = await ClusteredNode.StartAsync(1, database);
        await using var two = await ClusteredNode.StartAsync(2, database);

        foreach (var node in new[] { one, two })
        {
            var view = await node.ViewAsync(static view => AreUp(view, 2));
            Assert.True(view.IsClustered);
            Assert.Equal(["node-1", "node-2"], view.Members.Select(static member => member.Name));
            Assert.All(view.Members, static member => Assert.Equal(["sip-server", "resource-manager"], member.Roles));
        }
    }

    [Fact]
    public async Task Hand_over_and_end_when_they_are_told_to_leave()
    {
        var database = NewDatabase();
        await using var one = await ClusteredNode.StartAsync(1, database);
        await using var two = await ClusteredNode.StartAsync(2, database);
        await one.ViewAsync(static view => AreUp(view, 2));

        Assert.Contains("leaves", await two.CommandAsync(OperationsPaths.Leave), StringComparison.Ordinal);
        Assert.True(two.IsEnding);
        await two.StopAsync();

        await one.ViewAsync(static view => view.Members.Single(static member => member.Name == "node-2").State == "down");
    }

    [Fact]
    public async Task Depose_one_that_an_operator_says_is_gone_and_it_joins_again()
    {
        var database = NewDatabase();
        await using var one = await ClusteredNode.StartAsync(1, database);
        await using var two = await ClusteredNode.StartAsync(2, database);
        var before = await one.ViewAsync(static view => AreUp(view, 2));

        Assert.Contains("is down", await one.CommandAsync($"{OperationsPaths.Down}?node=node-2"), StringComparison.Ordinal);

        var old = before.Members.Single(static member => member.Name == "node-2").Incarnation;
        await one.ViewAsync(view => AreUp(view, 2) && view.Members.Single(static member => member.Name == "node-2").Incarnation > old);
        Assert.Contains("knows no member", await one.CommandAsync($"{OperationsPaths.Down}?node=node-9"), StringComparison.Ordinal);
        Assert.Contains("does not depose itself", await one.CommandAsync($"{OperationsPaths.Down}?node=node-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speak_to_none_but_those_with_certificates_of_their_authority()
    {
        var database = NewDatabase();
        var folders = Enumerable.Range(0, 3).Select(static _ => Directory.CreateTempSubdirectory("tls-").FullName).ToList();
        using var ours = Certificates.Authority("ours");
        using var theirs = Certificates.Authority("theirs");
        await using var one = await ClusteredNode.StartAsync(1, database, Certificates.Configure(folders[0], ours));
        await using var two = await ClusteredNode.StartAsync(2, database, Certificates.Configure(folders[1], ours));

        var before = await one.ViewAsync(static view => AreUp(view, 2));
        var refused = await Assert.ThrowsAsync<NodeRefusedException>(
            () => ClusteredNode.StartAsync(3, database, Certificates.Configure(folders[2], theirs)));

        Assert.Contains("turns it away: its certificate is none of this cluster's", refused.Message, StringComparison.Ordinal);
        var after = await one.ViewAsync(static view => view.Members.Any(static member => member is { Name: "node-3", State: "down" }));
        Assert.Equal(
            before.Members.Select(static member => (member.Incarnation, member.State)),
            after.Members.Where(static member => member.Name != "node-3").Select(static member => (member.Incarnation, member.State)));
        folders.ForEach(static folder => Directory.Delete(folder, recursive: true));
    }

    [Theory]
    [InlineData("cluster.secret = \"fedcba9876543210\"", "its secret is not that of cluster 'test'")]
    [InlineData("cluster.name = other", "this is the store of cluster 'test', not of 'other'")]
    public async Task Refuse_one_that_does_not_belong(string overrides, string reason)
    {
        var database = NewDatabase();
        await using var one = await ClusteredNode.StartAsync(1, database);

        var refused = await Assert.ThrowsAsync<NodeRefusedException>(() => ClusteredNode.StartAsync(2, database, overrides));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Single((await one.ViewAsync(static _ => true)).Members);
    }

    [Fact]
    public async Task Refuse_one_that_knows_fewer_events_than_were_written()
    {
        var database = NewDatabase();
        await (await ClusteredNode.StartAsync(1, database)).DisposeAsync();
        PostgresCluster.Execute(database, "UPDATE cluster SET events = events || '{call-teleported/1}'::text[]");

        var refused = await Assert.ThrowsAsync<NodeRefusedException>(() => ClusteredNode.StartAsync(1, database));

        Assert.Contains("it is too old: it does not know event call-teleported/1", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => postgres.DisposeAsync();

    private static bool AreUp(ClusterView view, int count) => view.Members.Count(static member => member.State == "up") == count;

    private string NewDatabase()
    {
        if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") is not "1")
            Assert.Skip("Starts a PostgreSQL: ./build.sh interop runs it.");
        return postgres.NewDatabase();
    }
}
