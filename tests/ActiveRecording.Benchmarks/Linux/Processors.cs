using System.Globalization;

namespace ActiveRecording.Benchmarks.Linux;

/// <summary>Which processor runs what: the load on the first that this process may use, what is measured on the last.</summary>
internal static unsafe class Processors
{
    private const int MaskBytes = 128;
    private const int RoundRobin = 2;

    public static (int Load, int Measured) Chosen { get; } = Choose();

    /// <summary>Binds all threads of a process, and those that they will start, to a processor.</summary>
    public static void Pin(int process, int processor)
    {
        var mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[processor / 8] = (byte)(1 << processor % 8);
        foreach (var thread in Threads(process)) _ = Libc.sched_setaffinity(thread, MaskBytes, mask);
    }

    /// <summary>
    /// Schedules a process in real time (<c>SCHED_RR</c>), so that what else the machine does disturbs neither the load nor what it measures;
    /// without the right to, nothing happens.
    /// </summary>
    public static void Prefer(int process)
    {
        var priority = 1;
        foreach (var thread in Threads(process)) _ = Libc.sched_setscheduler(thread, RoundRobin, &priority);
    }

    /// <summary>Nanoseconds that all living threads of a process have run (<c>schedstat</c>).</summary>
    public static long RunNanos(int process)
    {
        var nanos = 0L;
        foreach (var thread in Threads(process))
        {
            try
            {
                var text = File.ReadAllText($"/proc/{process}/task/{thread}/schedstat");
                nanos += long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread ended meanwhile.
            }
        }

        return nanos;
    }

    private static int[] Threads(int process) =>
        [.. Directory.GetDirectories($"/proc/{process}/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];

    /// <summary>Reads <c>Cpus_allowed_list</c>, for example <c>0-1</c> or <c>2,5-7</c>.</summary>
    private static (int Load, int Measured) Choose()
    {
        const string Field = "Cpus_allowed_list:";
        var list = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..].Trim();
        var numbers = list.Split(',', '-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[^1]);
    }
}
