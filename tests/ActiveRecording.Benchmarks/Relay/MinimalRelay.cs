using System.Diagnostics;
using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary><c>relay_min.c</c>, the least that a relay in user space can do, compiled here by gcc.</summary>
internal sealed class MinimalRelay : IRelay
{
    private readonly ChildProcess process;
    private readonly string routes = Path.GetTempFileName();

    /// <param name="program">What <see cref="TryCompile"/> made.</param>
    /// <param name="layout">Whom it serves.</param>
    /// <param name="copies">How copies are sent: <c>gso</c>, <c>mmsg</c> or <c>sendto</c>.</param>
    public MinimalRelay(string program, LoadLayout layout, string copies)
    {
        var ports = FreePorts.Even(2 * layout.Calls.Count);
        Legs = [.. ports.Chunk(2).Select(pair => (pair[0], pair[1]))];
        File.WriteAllLines(routes, layout.Calls.Zip(Legs, (call, legs) =>
            FormattableString.Invariant($"{legs.A} {call.PeerA} {legs.B} {call.PeerB} {call.RecorderA} {call.RecorderB}")));
        process = new ChildProcess(program, "-s", copies, routes);
        process.ReadLine();
    }

    public int ProcessId => process.Id;

    public IReadOnlyList<(int A, int B)> Legs { get; }

    /// <summary>Compiles it into a folder.</summary>
    /// <returns>The program, or null with the reason.</returns>
    public static string? TryCompile(string folder, out string reason)
    {
        var program = Path.Combine(folder, "relay_min");
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo(
                "gcc", ["-O2", "-Wall", "-o", program, Path.Combine(AppContext.BaseDirectory, "Relay", "relay_min.c")]))!;
            gcc.WaitForExit();
            reason = $"gcc ended with {gcc.ExitCode}";
            return gcc.ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            reason = $"gcc cannot be started: {missing.Message}";
            return null;
        }
    }

    public void Dispose()
    {
        process.Dispose();
        File.Delete(routes);
    }
}
