using System.Runtime.InteropServices;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Level-triggered epoll(7) with room for the events of one wake. <c>struct epoll_event</c> is a 32-bit mask and 64 bits of ours: packed
/// into 12 bytes on x86-64, 16 bytes with ours at 8 elsewhere.
/// </summary>
internal sealed unsafe class EpollSet : IDisposable
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EventBytes = IsPacked ? 12 : 16;
    private static readonly int KeyAt = IsPacked ? 4 : 8;
    private readonly byte* events;
    private readonly int epoll;

    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left.</exception>
    public EpollSet(int capacity)
    {
        Capacity = capacity;
        epoll = Libc.epoll_create1(Libc.CloseOnExec);
        if (epoll < 0) throw new System.ComponentModel.Win32Exception(Marshal.GetLastPInvokeError());
        events = (byte*)NativeMemory.AllocZeroed((nuint)(capacity * EventBytes));
    }

    /// <summary>Events that one wake brings at most.</summary>
    public int Capacity { get; }

    /// <returns>Whether the kernel took it.</returns>
    public bool Add(int descriptor, ulong key)
    {
        var @event = stackalloc byte[16];
        *(uint*)@event = Libc.Readable;
        *(ulong*)(@event + KeyAt) = key;
        return Libc.epoll_ctl(epoll, Libc.EpollAdd, descriptor, @event) == 0;
    }

    /// <summary>Waits until something is readable or <paramref name="milliseconds"/> are over (-1: without limit).</summary>
    /// <returns>How many events there are; 0 as well when a signal interrupted.</returns>
    public int Wait(int milliseconds)
    {
        var ready = Libc.epoll_wait(epoll, events, Capacity, milliseconds);
        if (ready < 0 && Marshal.GetLastPInvokeError() is var error and not Libc.Interrupted)
            throw new System.ComponentModel.Win32Exception(error);
        return Math.Max(ready, 0);
    }

    public ulong Key(int index) => *(ulong*)(events + index * EventBytes + KeyAt);

    public void Dispose()
    {
        _ = Libc.close(epoll);
        NativeMemory.Free(events);
    }
}
