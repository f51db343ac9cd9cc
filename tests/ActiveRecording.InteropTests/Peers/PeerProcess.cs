using System.Diagnostics;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>A child process whose output can be waited for; ended, if need be, when disposed.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private const int MaxLines = 20_000;
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> waiting = [];
    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    /// <summary>Both outputs, as far as they came.</summary>
    public string Output
    {
        get
        {
            lock (gate) return string.Join('\n', lines);
        }
    }

    /// <summary>Starts a program without input; its standard output is line-buffered, however it was written.</summary>
    public static PeerProcess Start(string program, IEnumerable<string> arguments, string folder, bool buffersItsOutput = false)
    {
        var start = new ProcessStartInfo(buffersItsOutput ? "stdbuf" : program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in buffersItsOutput ? ["-oL", program, .. arguments] : arguments) start.ArgumentList.Add(argument);

        var peer = new PeerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        peer.process.OutputDataReceived += (_, line) => peer.Received(line.Data);
        peer.process.ErrorDataReceived += (_, line) => peer.Received(line.Data);
        peer.process.Start();
        peer.process.StandardInput.Close();
        peer.process.BeginOutputReadLine();
        peer.process.BeginErrorReadLine();
        return peer;
    }

    /// <summary>The first line, past or to come, that is wanted.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, TimeSpan patience)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (lines.Find(line => wanted(line)) is { } past) return past;
            waiting.Add((wanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} did not say it within {patience.TotalSeconds} s:\n{Output}", late);
        }
    }

    /// <summary>Its exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan patience)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} did not end within {patience.TotalSeconds} s:\n{Output}", late);
        }
        return process.ExitCode;
    }

    /// <summary>Asks it to end (SIGTERM, SIGINT).</summary>
    public void Signal(string name)
    {
        if (!process.HasExited) Process.Start("kill", [$"-{name}", $"{process.Id}"]).WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Received(string? line)
    {
        if (line is null) return;
        lock (gate)
        {
            if (lines.Count < MaxLines) lines.Add(line);
            foreach (var (_, found) in waiting.FindAll(one => one.Wanted(line))) found.TrySetResult(line);
        }
    }
}
