using System.Net.Sockets;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Hocon;
using ActiveRecording.Host.Logging;
using ActiveRecording.Host.Nodes;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host;

/// <summary>One life of a node: start, wait for Ctrl-C or SIGTERM, drain, end.</summary>
internal static class NodeRun
{
    /// <summary>Runs the node until the process is asked to end.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="file">The configuration file, for the log.</param>
    /// <param name="born">When the process started, local time.</param>
    public static async Task<ExitCode> RunAsync(NodeOptions options, string file, DateTime born)
    {
        try
        {
            await using var host = new NodeHost(options);
            var log = host.Logging.CreateLogger("ActiveRecording.Host");
            await host.StartAsync(host.Stopping);
            log.Ready(options.Name, (long)(DateTime.Now - born).TotalMilliseconds, options.Http.Address, file);
            await StoppingAsync(host.Stopping);
            await DrainAsync(host, log);
            log.Ended(options.Name);
            return ExitCode.Ended;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ended;
        }
        catch (NodeRefusedException refused)
        {
            await System.Console.Error.WriteLineAsync($"Node {options.Name} could not join cluster {options.Cluster?.Name}: {refused.Message}");
            return ExitCode.Refused;
        }
        catch (Exception exception) when (exception is NodeStartException or IOException or SocketException or PlatformNotSupportedException)
        {
            await System.Console.Error.WriteLineAsync($"Node {options.Name} could not start: {exception.Message}");
            return ExitCode.CouldNotStart;
        }
    }

    private static async Task StoppingAsync(CancellationToken asked)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = asked.Register(stopping.SetResult);
        await stopping.Task;
    }

    private static async Task DrainAsync(NodeHost host, ILogger log)
    {
        var options = host.Node.Options;
        log.Draining(options.Name, HoconDuration.Show(options.Drain));
        using var patience = new CancellationTokenSource(options.Drain);
        using var again = new SecondInterrupt(patience, () => log.Abandoned(options.Name));
        await host.StopAsync(patience.Token);
    }
}
