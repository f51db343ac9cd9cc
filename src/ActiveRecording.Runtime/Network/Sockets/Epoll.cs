using System.Runtime.InteropServices;

namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>
/// Linux epoll(7) and eventfd(2). <c>struct epoll_event</c> is a 32-bit mask and 64 bits of the caller's data: packed
/// into 12 bytes on x86, 16 bytes with the data at 8 elsewhere; hence bytes and not a struct.
/// </summary>
internal static unsafe partial class Epoll
{
    private const string C = "libc";
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const uint Readable = 0x1;

    public const int Add = 1;

    /// <summary>errno of a call that a signal interrupted.</summary>
    public const int Interrupted = 4;

    private static readonly bool Packed =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    public static readonly int EventBytes = Packed ? 12 : 16;

    private static readonly int DataOffset = Packed ? 4 : 8;

    public static int Create() => Check(epoll_create1(CloseOnExec));

    public static int CreateEvent() => Check(eventfd(0, CloseOnExec | NonBlocking));

    public static void Control(int epoll, int operation, int descriptor, ulong data)
    {
        var @event = stackalloc byte[16];
        MemoryMarshal.Write(new Span<byte>(@event, sizeof(uint)), Readable);
        MemoryMarshal.Write(new Span<byte>(@event + DataOffset, sizeof(ulong)), data);
        Check(epoll_ctl(epoll, operation, descriptor, @event));
    }

    /// <summary>Waits without limit; the number of events filled in, or -1 with errno as the last system error.</summary>
    public static int Wait(int epoll, Span<byte> events)
    {
        fixed (byte* first = events) return epoll_wait(epoll, first, events.Length / EventBytes, -1);
    }

    public static ulong Data(ReadOnlySpan<byte> events, int index) =>
        MemoryMarshal.Read<ulong>(events[(index * EventBytes + DataOffset)..]);

    public static void Signal(int eventDescriptor)
    {
        ulong one = 1;
        _ = write(eventDescriptor, (byte*)&one, sizeof(ulong));
    }

    public static void Close(int descriptor) => _ = close(descriptor);

    private static int Check(int result) =>
        result >= 0 ? result : throw new System.ComponentModel.Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport(C, SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport(C, SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* @event);

    [LibraryImport(C, SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int maxEvents, int timeoutMs);

    [LibraryImport(C, SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport(C, SetLastError = true)]
    private static partial nint write(int descriptor, byte* bytes, nuint count);

    [LibraryImport(C, SetLastError = true)]
    private static partial int close(int descriptor);
}
