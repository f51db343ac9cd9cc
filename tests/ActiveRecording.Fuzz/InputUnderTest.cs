using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace ActiveRecording.Fuzz;

/// <summary>
/// Keeps the input under test in a mapped file, so that a stack overflow or a killed process leaves it behind, and ends
/// the process when an input hangs. When nothing happened the file goes.
/// </summary>
internal sealed class InputUnderTest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const int MaxBytes = 1 << 20;
    private readonly string path;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewStream view;
    private readonly Judge judge;
    private readonly Timer watchdog;

    public InputUnderTest(string path, Judge judge)
    {
        (this.path, this.judge) = (path, judge);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, MaxBytes + sizeof(int));
        view = file.CreateViewStream();
        watchdog = new(_ => LookAtTheClock(), null, Patience, TimeSpan.FromSeconds(1));
    }

    /// <summary>The input that a process which died was at; false if there is no such file.</summary>
    public static bool TryRecover(string path, out byte[] input)
    {
        input = [];
        if (!File.Exists(path)) return false;
        var bytes = File.ReadAllBytes(path);
        input = bytes[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(bytes))];
        return true;
    }

    public void Set(byte[] input)
    {
        view.Position = 0;
        view.Write(BitConverter.GetBytes(input.Length));
        view.Write(input);
    }

    public void Dispose()
    {
        watchdog.Dispose();
        view.Dispose();
        file.Dispose();
        File.Delete(path);
    }

    private void LookAtTheClock()
    {
        var began = judge.Began;
        if (began == 0 || Stopwatch.GetElapsedTime(began) < Patience) return;
        Environment.FailFast($"An input has been running for {Patience.TotalSeconds:F0} s; it is in {path}.");
    }
}
