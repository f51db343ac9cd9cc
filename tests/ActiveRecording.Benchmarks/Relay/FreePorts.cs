using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>Ports of loopback that nobody has bound, for programs that must be told theirs.</summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 39_998;

    /// <summary>So many even ports.</summary>
    public static int[] Even(int count)
    {
        var free = Enumerable.Range(First / 2, (Last - First) / 2 + 1).Select(half => 2 * half).Where(IsFree).Take(count).ToArray();
        return free.Length == count ? free : throw new InvalidOperationException($"Of {count} ports only {free.Length} are free.");
    }

    private static bool IsFree(int port)
    {
        using var socket = LoadSocket.TryOpen(port, bufferBytes: 4_096);
        return socket is not null;
    }
}
