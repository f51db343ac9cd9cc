using System.Net;
using System.Text;
using System.Threading.Channels;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Host.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Host.Tests.Cluster;

/// <summary>A node's end of real links on loopback.</summary>
internal sealed class LinkedNode : INodeLinkUser, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly WebApplication web;
    private readonly Channel<string> received = Channel.CreateUnbounded<string>();
    private readonly Channel<string> broken = Channel.CreateUnbounded<string>();

    private LinkedNode(string name, LinkOptions options, WebApplication web)
    {
        (Id, this.web) = (new NodeId(name, 1), web);
        Links = new WebSocketNodeLinks(options, NullLogger.Instance);
        Links.Start(Id, this);
        web.MapClusterLinks(Links);
    }

    public NodeId Id { get; }

    public WebSocketNodeLinks Links { get; }

    public string Address => new Uri(web.Urls.Single()).Authority;

    public static LinkOptions Options => new() { Cluster = "test", Secret = "secret", RetryAfter = TimeSpan.FromMilliseconds(20), ConnectTimeout = Patience };

    public static async Task<LinkedNode> StartAsync(string name, LinkOptions? options = null)
    {
        options ??= Options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => 
            kestrel.ListenForLinks(new IPEndPoint(IPAddress.Loopback, 0), options.Certificates));
        if (options.Certificates is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        var node = new LinkedNode(name, options, builder.Build());
        await node.web.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public void Keep(LinkedNode peer, long incarnation = 1) =>
        Links.Keep([new NodeAddress(peer.Id with { Incarnation = incarnation }, peer.Address)]);

    /// <summary>Sends as soon as there is a connection.</summary>
    public async Task SendAsync(LinkedNode peer, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!Links.Send(peer.Id, new Envelope("test", Encoding.UTF8.GetBytes(text)))) await Task.Delay(5, limit.Token);
    }

    public async Task<string> ReceivedAsync() => await received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<string> BrokenAsync() => await broken.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        Links.Stop();
        await web.DisposeAsync();
    }

    void INodeLinkUser.Received(NodeId from, Envelope envelope) =>
        received.Writer.TryWrite($"{from} {envelope.Kind} {Encoding.UTF8.GetString(envelope.Payload.Span)}");

    void INodeLinkUser.Broken(NodeId peer, string reason) => broken.Writer.TryWrite($"{peer}: {reason}");
}
