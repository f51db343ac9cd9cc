using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.Benchmarks.Recorder;

/// <summary>The process that makes the load, led by a line now and then.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process process;

    public LoadProcess(int recorder, RecorderLoad load)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(LoadProcess).Assembly.Location);
        string[] arguments =
        [
            RecordingLoad.Verb, recorder.ToString(CultureInfo.InvariantCulture), load.Calls.ToString(CultureInfo.InvariantCulture),
            load.Seconds.ToString(CultureInfo.InvariantCulture), load.IsImpaired ? "impaired" : "whole",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
    }

    /// <summary>Its next line.</summary>
    public string Line() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The load ended before its time.");

    /// <summary>Lets it go on.</summary>
    public void GoOn() => process.StandardInput.WriteLine();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}

/// <summary>What is recorded.</summary>
/// <param name="Calls">Calls of two sessions each.</param>
/// <param name="Seconds">How long they talk.</param>
/// <param name="IsImpaired">2 % of the packets lost, 5 % late by one, 1 % twice.</param>
internal sealed record RecorderLoad(int Calls, int Seconds, bool IsImpaired);
