using System.Runtime.InteropServices;

namespace ActiveRecording.Benchmarks.Linux;

/// <summary>The system calls of Linux on 64-bit machines that the load and the measuring need; each returns what the kernel returns.</summary>
internal static unsafe partial class Libc
{
    private const int ClockRealtime = 0;
    private const int ClockMonotonic = 1;
    private const string C = "libc";

    /// <summary>Nanoseconds since 1970, the clock of <c>SO_TIMESTAMPNS</c>.</summary>
    public static long RealtimeNanos()
    {
        TimeSpec now;
        _ = clock_gettime(ClockRealtime, &now);
        return now.Seconds * 1_000_000_000 + now.Nanos;
    }

    /// <summary>Nanoseconds of processor time that a process has had, threads that ended included: its clock by <c>clock_getcpuclockid</c>.</summary>
    public static long ProcessorNanos(int process)
    {
        const int Scheduled = 2;
        TimeSpec had;
        return clock_gettime((~process << 3) | Scheduled, &had) == 0 ? had.Seconds * 1_000_000_000 + had.Nanos : 0;
    }

    public static void Sleep(long nanos)
    {
        var left = new TimeSpec { Seconds = nanos / 1_000_000_000, Nanos = nanos % 1_000_000_000 };
        _ = clock_nanosleep(ClockMonotonic, 0, &left, null);
    }

    [LibraryImport(C)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(C)]
    public static partial int bind(int descriptor, InternetAddress* address, uint length);

    [LibraryImport(C)]
    public static partial int getsockname(int descriptor, InternetAddress* address, uint* length);

    [LibraryImport(C)]
    public static partial int setsockopt(int descriptor, int level, int option, int* value, uint length);

    [LibraryImport(C)]
    public static partial int sendmmsg(int descriptor, MessageOfMany* messages, uint count, int flags);

    [LibraryImport(C)]
    public static partial int recvmmsg(int descriptor, MessageOfMany* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport(C)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(C)]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* @event);

    [LibraryImport(C)]
    public static partial int epoll_wait(int epoll, byte* events, int most, int timeoutMs);

    [LibraryImport(C)]
    public static partial int close(int descriptor);

    [LibraryImport(C)]
    public static partial int kill(int process, int signal);

    [LibraryImport(C)]
    public static partial int sched_setaffinity(int thread, nuint bytes, byte* mask);

    [LibraryImport(C)]
    public static partial int sched_setscheduler(int thread, int policy, int* priority);

    [LibraryImport(C)]
    private static partial int clock_gettime(int clock, TimeSpec* time);

    [LibraryImport(C)]
    private static partial int clock_nanosleep(int clock, int flags, TimeSpec* request, TimeSpec* left);
}

/// <summary><c>struct timespec</c>.</summary>
internal struct TimeSpec
{
    public long Seconds;
    public long Nanos;
}

/// <summary><c>struct sockaddr_in</c>: port and address in network order.</summary>
internal struct InternetAddress
{
    public const int Bytes = 16;
    public ushort Family;
    public ushort Port;
    public uint Address;
    public ulong Zero;
}

/// <summary><c>struct iovec</c>.</summary>
internal unsafe struct IoVector
{
    public byte* Base;
    public nuint Length;
}

/// <summary><c>struct mmsghdr</c>: a <c>struct msghdr</c> and how much of it was received.</summary>
internal unsafe struct MessageOfMany
{
    public InternetAddress* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;

    public long Flags { get; }

    public uint Length { get; }
}
