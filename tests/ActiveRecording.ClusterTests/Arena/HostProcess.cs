using System.Diagnostics;
using System.Net.Http.Headers;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>A node as its operators run it: the Host's own process, its log in a file.</summary>
/// <param name="name">As it calls itself.</param>
/// <param name="address">Where its API is.</param>
/// <param name="user">Who it runs as.</param>
/// <param name="folder">Its own; the configuration is there.</param>
internal sealed class HostProcess(string name, string address, int user, string folder) : IDisposable
{
    private const string Configuration = "node.conf";
    private Process? process;
    private int starts;

    public string Name => name;

    public string Folder => folder;

    public int User => user;

    public string Address => address;

    /// <summary>0 while it does not run.</summary>
    public int Pid => process is { HasExited: false } ? process.Id : 0;

    /// <summary>The log of its life so far.</summary>
    public string Log => Path.Combine(folder, $"{name}-{starts}.log");

    /// <summary>Its API, as an operator.</summary>
    public HttpClient Http { get; } = new()
    {
        BaseAddress = new Uri($"http://{address}:8080"),
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Places.Token) },
    };

    /// <summary>Starts it; it is not ready at once.</summary>
    public void Start(string configuration)
    {
        var file = Path.Combine(folder, Configuration);
        File.WriteAllText(file, configuration);
        Shell.Run("chown", "-R", $"{user}:{user}", folder);
        starts++;
        process?.Dispose();
        var program = Path.Combine(AppContext.BaseDirectory, "ActiveRecording.Host.dll");
        // The peers' load is on the same machine: nodes go first. They may read what only root may: where this program lies.
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", "exec \"$@\" >>\"$LOG\" 2>&1", "sh", "nice", "-n", "-10",
                "setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups",
                "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "dotnet", program, "--config", file,
            ])
        { UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["LOG"] = Log;
        start.Environment["HOME"] = folder;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        process = Process.Start(start)!;
    }

    /// <summary>KILL, STOP, CONT or TERM.</summary>
    public void Signal(string signal) => Shell.Run("kill", $"-{signal}", Places.Text(process!.Id));

    /// <summary>Done when it has ended; its exit code.</summary>
    public async Task<int> EndedAsync(TimeSpan patience)
    {
        await process!.WaitForExitAsync().WaitAsync(patience);
        return process.ExitCode;
    }

    /// <summary>Why it is not ready; null if it is.</summary>
    public async Task<string?> NotReadyAsync()
    {
        if (process is null or { HasExited: true }) return $"{name} has ended with exit code {process?.ExitCode}";
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode ? null : $"{name}: {await response.Content.ReadAsStringAsync()}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return $"{name}: {exception.Message}";
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        if (Pid != 0) process!.Kill();
        process?.Dispose();
    }
}
