using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Http;
using ActiveRecording.Host.Logging;
using ActiveRecording.Host.Metrics;
using ActiveRecording.Host.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host;

/// <summary>One life of a production node with its web surface: start, wait for Ctrl-C or SIGTERM, drain, end.</summary>
internal static class NodeRun
{
    /// <summary>How long after <see cref="NodeOptions.Drain"/> rooms may take to close.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(5);

    /// <summary>Runs the node until the process is asked to end.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="file">The configuration file, for the log.</param>
    /// <param name="born">When the process started, local time.</param>
    public static async Task<ExitCode> RunAsync(NodeOptions options, string file, DateTime born)
    {
        await using var web = WebSurface.Build(options);
        var log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ActiveRecording.Host");
        using var metrics = new MetricsPage();
        try
        {
            using var production = new ProductionNode(options, web.Services.GetRequiredService<ILoggerFactory>());
            WebSurface.Map(web, production.Node, metrics);
            await web.StartAsync();
            await production.Node.StartAsync(web.Lifetime.ApplicationStopping);
            log.Ready(options.Name, (long)(DateTime.Now - born).TotalMilliseconds, options.Http.Address, file);
            await StoppingAsync(web.Lifetime);
            await DrainAsync(production.Node, log);
            await web.StopAsync();
            log.Ended(options.Name);
            return ExitCode.Ended;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException
            or System.Net.Sockets.SocketException or System.Data.Common.DbException)
        {
            log.CouldNotStart(exception, options.Name, exception.Message);
            return ExitCode.CouldNotStart;
        }
    }

    private static async Task StoppingAsync(IHostApplicationLifetime lifetime)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }

    private static async Task DrainAsync(Node node, ILogger log)
    {
        log.Draining(node.Options.Name, node.Options.Drain);
        using var patience = new CancellationTokenSource(node.Options.Drain + Closing);
        using var again = new SecondInterrupt(patience, () => log.Abandoned(node.Options.Name));
        await node.StopAsync(patience.Token);
    }
}
