using System.Globalization;

namespace ActiveRecording.Benchmarks.Linux;

/// <summary>
/// Which processor runs what: the load on the first that this process may use, what is measured on the last. Both are scheduled in real time
/// (<c>SCHED_RR</c>) where that is allowed, so that what else the machine does disturbs neither. Disposing gives all of it back.
/// </summary>
internal sealed unsafe class Processors : IDisposable
{
    private const int MaskBytes = 128;
    private const int Ordinary = 0;
    private const int RoundRobin = 2;
    private static readonly int[] Allowed = ReadAllowed();

    private Processors()
    {
        if (Allowed.Length == 1) System.Console.Error.WriteLine("There is one processor only: load and relay disturb each other.");
        Schedule(Environment.ProcessId, [Allowed[0]], RoundRobin);
    }

    /// <summary>From now on this process is the load.</summary>
    public static Processors Take() => new();

    /// <summary>What is measured: all threads of a process, and those that they will start.</summary>
    public static void Measure(int process) => Schedule(process, [Allowed[^1]], RoundRobin);

    public void Dispose() => Schedule(Environment.ProcessId, Allowed, Ordinary);

    private static void Schedule(int process, int[] processors, int policy)
    {
        var mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        foreach (var processor in processors) mask[processor / 8] |= (byte)(1 << processor % 8);
        var priority = policy == RoundRobin ? 1 : 0;
        foreach (var path in Directory.GetDirectories($"/proc/{process}/task"))
        {
            var thread = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
            _ = Libc.sched_setaffinity(thread, MaskBytes, mask);
            _ = Libc.sched_setscheduler(thread, policy, &priority);
        }
    }

    /// <summary>Reads <c>Cpus_allowed_list</c>, for example <c>0-1</c> or <c>2,5-7</c>.</summary>
    private static int[] ReadAllowed()
    {
        const string Field = "Cpus_allowed_list:";
        var list = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
        return [.. list.Split(',').Select(part => part.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1))];
    }
}
