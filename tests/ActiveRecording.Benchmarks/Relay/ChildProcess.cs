using System.Diagnostics;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>A process on the processor that is measured; disposing ends it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(string file, params IEnumerable<string> arguments)
    {
        process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.ErrorDataReceived += (_, line) => LastError = line.Data ?? LastError;
        process.BeginErrorReadLine();
        Settle();
    }

    public int Id => process.Id;

    public StreamWriter Input => process.StandardInput;

    public string LastError { get; private set; } = "";

    /// <summary>Takes the threads that there are by now to the measured processor.</summary>
    public void Settle() => Processors.Measure(process.Id);

    /// <summary>The next line it says.</summary>
    public string ReadLine() =>
        process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended: {LastError}");

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
