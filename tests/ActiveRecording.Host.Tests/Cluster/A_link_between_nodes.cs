using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Host.Cluster;

namespace ActiveRecording.Host.Tests.Cluster;

public sealed class A_link_between_nodes
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Carries_envelopes_both_ways_in_order()
    {
        await using var north = await LinkedNode.StartAsync("north");
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);
        east.Keep(north);
        for (var number = 0; number < 100; number++) await north.SendAsync(east, $"{number}");
        await east.SendAsync(north, "back");

        for (var number = 0; number < 100; number++) Assert.Equal($"north#1 test {number}", await east.ReceivedAsync());
        Assert.Equal("east#1 test back", await north.ReceivedAsync());
    }

    [Fact]
    public async Task Carries_what_is_larger_than_its_buffers()
    {
        await using var north = await LinkedNode.StartAsync("north");
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);
        var large = new string('x', 300_000);
        await north.SendAsync(east, large);

        Assert.Equal($"north#1 test {large}", await east.ReceivedAsync());
    }

    [Fact]
    public async Task Is_refused_with_another_secret()
    {
        await using var north = await LinkedNode.StartAsync("north", LinkedNode.Options with { Secret = "guessed" });
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);
        east.Keep(north);

        Assert.Equal("east#1: it does not have this cluster's secret", await north.BrokenAsync());
        Assert.Equal("north#1: it does not have this cluster's secret", await east.BrokenAsync());
        Assert.False(north.Links.Send(east.Id, new Envelope("test", default)));
    }

    [Fact]
    public async Task Is_refused_by_a_node_of_another_cluster()
    {
        await using var north = await LinkedNode.StartAsync("north", LinkedNode.Options with { Cluster = "other" });
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);

        Assert.Equal("east#1: this is cluster 'test'", await north.BrokenAsync());
    }

    [Fact]
    public async Task Is_refused_by_another_life_of_the_node()
    {
        await using var north = await LinkedNode.StartAsync("north");
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east, incarnation: 2);

        Assert.Equal("east#2: this is east#1", await north.BrokenAsync());
    }

    [Fact]
    public async Task Says_that_it_broke_and_is_made_again()
    {
        await using var north = await LinkedNode.StartAsync("north");
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);
        await north.SendAsync(east, "first");
        await east.ReceivedAsync();
        east.Links.Stop();
        Assert.StartsWith("east#1: ", await north.BrokenAsync(), StringComparison.Ordinal);

        east.Links.Start(east.Id, east);
        await north.SendAsync(east, "second");
        Assert.Equal("north#1 test second", await east.ReceivedAsync());
    }

    [Fact]
    public async Task Drops_what_does_not_fit_its_queue()
    {
        await using var north = await LinkedNode.StartAsync("north", LinkedNode.Options with { Queue = 4 });
        await using var east = await LinkedNode.StartAsync("east");
        north.Keep(east);
        await north.SendAsync(east, "first");
        var envelope = new Envelope("test", new byte[100_000]);
        var sent = 0;
        while (north.Links.Send(east.Id, envelope)) Assert.InRange(sent++, 0, 100_000);

        Assert.Equal("north#1 test first", await east.ReceivedAsync());
    }

    [Fact]
    public async Task Is_mutually_authenticated_by_certificates_when_there_are_any()
    {
        using var authority = Certificates.Authority("cluster");
        using var stranger = Certificates.Authority("stranger");
        await using var north = await LinkedNode.StartAsync("north", Certified(authority, authority));
        await using var east = await LinkedNode.StartAsync("east", Certified(authority, authority));
        await using var west = await LinkedNode.StartAsync("west", Certified(stranger, authority));
        north.Keep(east);
        west.Keep(east);
        await north.SendAsync(east, "secret word");

        Assert.Equal("north#1 test secret word", await east.ReceivedAsync());
        Assert.StartsWith("east#1: ", await west.BrokenAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"Cluster":"test","From":"north","FromIncarnation":1,"Nonce":"AAAA"}""")]
    public async Task Turns_away_what_is_no_hello(string hello)
    {
        await using var east = await LinkedNode.StartAsync("east");
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        var stop = TestContext.Current.CancellationToken;
        await socket.ConnectAsync(new Uri($"ws://{east.Address}/cluster/link"), stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes(hello), System.Net.WebSockets.WebSocketMessageType.Binary, true, stop);
        var answer = await socket.ReceiveAsync(new byte[100], stop);

        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Close, answer.MessageType);
        Assert.Equal("this is a cluster link", answer.CloseStatusDescription);
    }

    private static LinkOptions Certified(X509Certificate2 issuer, X509Certificate2 trusted) =>
        LinkedNode.Options with { Certificates = new LinkCertificates(Certificates.Of(issuer), [trusted]) };
}
