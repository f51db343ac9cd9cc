using System.Diagnostics;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Logging;
using ActiveRecording.Host.Nodes;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Media;

/// <summary>
/// The second process of a node, with its Media Server and its recorder: started before the node takes calls, started again when it
/// dies, ended by the end of its standard input, which comes too when the node is killed.
/// </summary>
internal sealed class MediaProcess(NodeOptions options, string file, Readiness readiness, ILogger log) : IAsyncDisposable
{
    private const string Part = "media";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(1) };
    private readonly CancellationTokenSource ended = new();
    private Process? process;
    private Task watching = Task.CompletedTask;

    /// <summary>Its process identifier; null while there is none.</summary>
    public int? ProcessId => process is { HasExited: false } running ? running.Id : null;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="NodeStartException">It is not ready in time, or ended.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        readiness.NotReady(Part, "starting");
        await BeginAsync(stop);
        readiness.Ready(Part);
        watching = WatchAsync();
    }

    /// <summary>Lets it seal what it has, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended.IsCancellationRequested) return;
        await ended.CancelAsync();
        await watching;
        if (process is { HasExited: false } running)
        {
            running.StandardInput.Close();
            using var patience = new CancellationTokenSource(LongestEnd);
            try
            {
                await running.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                log.MediaProcessKilled(running.Id, LongestEnd);
                running.Kill();
            }
        }

        process?.Dispose();
        http.Dispose();
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        process?.Dispose();
        process = Process.Start(Command()) ?? throw new NodeStartException("The media process cannot be started");
        log.MediaProcessStarted(process.Id, options.Media.Http);
        var since = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(stop))
        {
            if (process.HasExited) throw new NodeStartException($"The media process ended with exit code {process.ExitCode}; its reason is above");
            if (Stopwatch.GetElapsedTime(since) > LongestStart)
                throw new NodeStartException($"The media process was not ready within {LongestStart.TotalSeconds} s; ask http://{options.Media.Http}/health/ready");
            await Task.Delay(Look, stop);
        }
    }

    /// <summary>This program once more: its own executable, or its assembly where the program that runs is another.</summary>
    private ProcessStartInfo Command()
    {
        var assembly = typeof(MediaProcess).Assembly.Location;
        var executable = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true };
        if (File.Exists(executable))
        {
            start.FileName = executable;
        }
        else
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(assembly);
        }

        foreach (var argument in (string[])["--config", file, CommandLine.MediaOnly]) start.ArgumentList.Add(argument);
        return start;
    }

    private async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{options.Media.Http}/health/ready"), stop);
            return answer.IsSuccessStatusCode && !process!.HasExited;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Starts it again when it ends unasked, later each time; what it had recorded is sealed then.</summary>
    private async Task WatchAsync()
    {
        var wait = FirstWait;
        try
        {
            while (true)
            {
                await process!.WaitForExitAsync(ended.Token);
                readiness.NotReady(Part, $"the media process ended with exit code {process.ExitCode} and is started again");
                log.MediaProcessEnded(process.ExitCode, wait);
                await Task.Delay(wait, ended.Token);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                if (!await TryBeginAsync()) continue;
                readiness.Ready(Part);
                wait = FirstWait;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The node ends.
        }
    }

    private async Task<bool> TryBeginAsync()
    {
        try
        {
            await BeginAsync(ended.Token);
            return true;
        }
        catch (NodeStartException exception)
        {
            log.MediaProcessNotStarted(exception.Message);
            if (process is { HasExited: false } stuck) stuck.Kill();
            return false;
        }
    }
}
