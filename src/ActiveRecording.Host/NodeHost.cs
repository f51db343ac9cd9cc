using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Http;
using ActiveRecording.Host.Media;
using ActiveRecording.Host.Metrics;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Host.Operators;
using ActiveRecording.Sip;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host;

/// <summary>A production node together with its web surface, as the program runs it and as a sample may embed it.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly MetricsPage metrics = new();
    private readonly ProductionNode production;
    private readonly NodeOperations operations;
    private readonly MediaProcess? media;

    /// <summary>Builds it; nothing listens yet.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="trace">Sees every SIP message of every room, if given.</param>
    public NodeHost(NodeOptions options, ISipTrace? trace = null)
    {
        var log = new LogTail(TimeProvider.System);
        web = WebSurface.Build(options, log);
        Logging = web.Services.GetRequiredService<ILoggerFactory>();
        production = new ProductionNode(options.Media.IsChild ? options.WithoutMedia() : options, Logging, trace);
        if (options.Media.IsChild) media = new MediaProcess(options, options.File, Node.Readiness, Logging.CreateLogger("ActiveRecording.Host"));
        IClusterOperations cluster = Node.Cluster is { } place ? new NodeInCluster(Node, place, web.Lifetime.StopApplication) : new NodeAlone(Node);
        operations = new NodeOperations(Node, cluster, log, web.Lifetime.StopApplication);
        WebSurface.Map(web, Node, production.Links, metrics, operations);
    }

    /// <summary>The rooms.</summary>
    public Node Node => production.Node;

    /// <summary>The process that its Media Server and recorder run in, if it is another one and there is one now.</summary>
    public int? MediaProcessId => media?.ProcessId;

    /// <summary>Where everything logs to.</summary>
    public ILoggerFactory Logging { get; }

    /// <summary>Where the web surface listens, once started, for example <c>http://127.0.0.1:8080</c>.</summary>
    public string HttpAddress => web.Urls.First();

    /// <summary>Set by Ctrl-C and SIGTERM.</summary>
    public CancellationToken Stopping => web.Lifetime.ApplicationStopping;

    /// <summary>Starts the web surface, so that health can be asked for, then the rooms.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        await web.StartAsync(stop);
        if (media is not null) await media.StartAsync(stop);
        if (Node.Options.IsMediaOnly) ParentWatch.OnEnd(web.Lifetime.StopApplication);
        await Node.StartAsync(stop);
    }

    /// <summary>Drains and stops the rooms, then the web surface.</summary>
    /// <param name="patience">When cancelled, running calls are hung up.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        await Node.StopAsync(patience);
        if (media is not null) await media.DisposeAsync();
        operations.Close();
        await web.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (media is not null) await media.DisposeAsync();
        production.Dispose();
        metrics.Dispose();
        operations.Dispose();
        await web.DisposeAsync();
    }
}
