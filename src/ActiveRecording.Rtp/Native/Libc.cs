using System.Runtime.InteropServices;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// The calls of Linux that the plane is made of, with their constants for x86-64 and arm64. Every structure is blittable, so that a call costs what
/// it costs in C. Those made for every packet leave errno where it is: <see cref="Errno"/> reads it right after one failed.
/// </summary>
internal static unsafe partial class Libc
{
    public const int Inet = 2;
    public const int Inet6 = 10;
    public const int Datagram = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int SolSocket = 1;
    public const int SoReuseAddress = 2;
    public const int SoReceiveBuffer = 8;
    public const int SoSendBuffer = 7;
    public const int SolUdp = 17;
    public const int UdpSegment = 103;
    public const int UdpGro = 104;
    public const int SolIpv6 = 41;
    public const int Ipv6Only = 26;
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int EpollAdd = 1;
    public const uint Readable = 1;
    public const int Monotonic = 1;
    public const int Interrupted = 4;
    public const int Io = 5;
    public const int AccessDenied = 13;
    public const int Invalid = 22;
    public const int AddressInUse = 98;
    public const int ConnectionRefused = 111;
    public const long NanosecondsPerSecond = 1_000_000_000;
    private const string C = "libc";

    /// <summary>Why the last of the calls made for every packet failed; the runtime keeps errno on its way back from a call.</summary>
    public static int Errno => Marshal.GetLastSystemError();

    /// <summary>Nanoseconds of CLOCK_MONOTONIC.</summary>
    public static long Now()
    {
        TimeSpec now;
        _ = clock_gettime(Monotonic, &now);
        return now.Seconds * NanosecondsPerSecond + now.Nanoseconds;
    }

    /// <summary>Sleeps until an instant of CLOCK_MONOTONIC, or until a descriptor is readable.</summary>
    /// <returns>True when the descriptor is: the instant may not have come.</returns>
    public static bool SleepUntil(long nanoseconds, int descriptor)
    {
        var left = nanoseconds - Now();
        if (left <= 0) return false;
        var timeout = new TimeSpec { Seconds = left / NanosecondsPerSecond, Nanoseconds = left % NanosecondsPerSecond };
        var polled = new PollDescriptor { Descriptor = descriptor, Events = (short)Readable };
        return ppoll(&polled, 1, &timeout, null) > 0;
    }

    [LibraryImport(C, SetLastError = true)]
    public static partial int socket(int family, int type, int protocol);

    [LibraryImport(C, SetLastError = true)]
    public static partial int bind(int descriptor, void* address, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int connect(int descriptor, void* address, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getsockname(int descriptor, void* address, uint* length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setsockopt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getsockopt(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(C)]
    public static partial nint recv(int descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport(C)]
    public static partial nint recvfrom(int descriptor, byte* bytes, nuint length, int flags, void* address, uint* addressLength);

    [LibraryImport(C)]
    public static partial nint recvmsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(C)]
    public static partial nint send(int descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport(C)]
    public static partial nint sendto(int descriptor, byte* bytes, nuint length, int flags, void* address, uint addressLength);

    [LibraryImport(C)]
    public static partial int sendmmsg(int descriptor, ManyMessageHeader* messages, uint count, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* @event);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_wait(int epoll, byte* events, int count, int timeoutMs);

    [LibraryImport(C, SetLastError = true)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint read(int descriptor, void* bytes, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint write(int descriptor, void* bytes, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport(C)]
    private static partial int clock_gettime(int clock, TimeSpec* now);

    [LibraryImport(C)]
    private static partial int ppoll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, void* signals);

    /// <summary><c>struct iovec</c>.</summary>
    public struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary><c>struct msghdr</c>.</summary>
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct mmsghdr</c>.</summary>
    public struct ManyMessageHeader
    {
        public MessageHeader Header;
        public uint Sent;
    }

    /// <summary><c>struct cmsghdr</c> with up to eight bytes of content.</summary>
    public struct ControlMessage
    {
        public nuint Length;
        public int Level;
        public int Type;
        public long Content;
    }

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
