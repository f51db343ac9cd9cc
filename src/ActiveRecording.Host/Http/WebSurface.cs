using ActiveRecording.Console;
using ActiveRecording.Console.Operators;
using ActiveRecording.Host.Cluster;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Logging;
using ActiveRecording.Host.Metrics;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Host.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Http;

/// <summary>Kestrel with the node's pages.</summary>
internal static class WebSurface
{
    /// <summary>The web application before its pages; its services hold the logger factory that the node uses too.</summary>
    public static WebApplication Build(NodeOptions options, LogTail log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddNodeConsole(options.Logging);
        builder.Logging.AddProvider(log);
        builder.Services.AddRouting();
        builder.Services.AddConsole();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = options.Http.MaxConnections;
            kestrel.Limits.MaxRequestBodySize = options.Http.MaxRequestBytes;
            kestrel.Listen(options.Http.Address);
            if (options.Cluster is { } cluster)
                kestrel.ListenForLinks(cluster.Address, cluster.Tls is { } tls ? LinkCertificates.Load(tls) : null);
        });
        return builder.Build();
    }

    /// <summary>Adds every page of the node.</summary>
    public static void Map(WebApplication web, Node node, WebSocketNodeLinks? links, MetricsPage metrics, NodeOperations operations)
    {
        if (links is not null && node.Options.Cluster is { } cluster)
        {
            web.SeparateClusterLinks(cluster.Address);
            web.MapClusterLinks(links);
        }

        web.UseConsoleProblems();
        web.UseRouting();
        web.MapHealthPages(node, metrics);
        web.MapConsole(node.Queries, node.PathOf, node.SipServer is { } sipServer ? new SwitchControl(sipServer) : null);
        var operators = node.Options.Operations;
        web.MapOperators(operations, new OperatorGate(OperatorToken.Of(operators), operators.Remote));
    }
}
