using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>
/// Takes what the relay sends to parties and recorders, by <c>recvmmsg</c> once a millisecond, with the kernel's time of arrival. Nothing is
/// allocated in the measured time.
/// </summary>
internal sealed unsafe class LoadReceiver : IDisposable
{
    private const int Batch = 64;
    private const int SlotBytes = 256;
    private const int ControlBytes = 64;
    private const int Events = 512;
    private const int EventBytes = 16;
    private const int Readable = 1;
    private const int Add = 1;
    private const int DoNotWait = 0x40;
    private const int WaitMs = 5;
    private const long RestNanos = 1_000_000;
    private const ulong OfRecorder = 1UL << 32;
    private readonly int epoll = Libc.epoll_create1(0);
    private readonly IArrivals arrivals;
    private readonly byte* memory;
    private readonly MessageOfMany* messages;
    private readonly IoVector* vectors;
    private readonly byte* slots;
    private readonly byte* controls;
    private readonly byte* events;
    private readonly int eventBytes;
    private readonly int dataAt;

    public LoadReceiver(LoadLayout layout, IArrivals arrivals)
    {
        this.arrivals = arrivals;
        var packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        (eventBytes, dataAt) = packed ? (12, 4) : (16, 8);
        memory = (byte*)NativeMemory.AllocZeroed(
            (nuint)(Batch * (sizeof(MessageOfMany) + sizeof(IoVector) + SlotBytes + ControlBytes) + Events * EventBytes));
        messages = (MessageOfMany*)memory;
        vectors = (IoVector*)(messages + Batch);
        slots = (byte*)(vectors + Batch);
        controls = slots + Batch * SlotBytes;
        events = controls + Batch * ControlBytes;
        foreach (var socket in layout.PartySockets) Watch(socket, 0);
        foreach (var socket in layout.RecorderSockets) Watch(socket, OfRecorder);
    }

    /// <summary>Bytes allocated by the receiving thread in the measured time.</summary>
    public long Allocated { get; private set; }

    /// <summary>Receives until it is told to stop; the measured time begins at <paramref name="from"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long from, CancellationToken stop)
    {
        var before = 0L;
        while (!stop.IsCancellationRequested)
        {
            var ready = Libc.epoll_wait(epoll, events, Events, WaitMs);
            for (var index = 0; index < ready; index++) Drain(Unsafe.ReadUnaligned<ulong>(events + index * eventBytes + dataAt));
            if (Libc.RealtimeNanos() < from) before = GC.GetAllocatedBytesForCurrentThread();
            Libc.Sleep(RestNanos);
        }

        Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Dispose()
    {
        _ = Libc.close(epoll);
        NativeMemory.Free(memory);
    }

    private void Watch(LoadSocket socket, ulong kind)
    {
        var @event = stackalloc byte[EventBytes];
        new Span<byte>(@event, EventBytes).Clear();
        *@event = Readable;
        Unsafe.WriteUnaligned(@event + dataAt, kind | (uint)socket.Descriptor);
        _ = Libc.epoll_ctl(epoll, Add, socket.Descriptor, @event);
    }

    private void Drain(ulong key)
    {
        int got;
        do
        {
            for (var slot = 0; slot < Batch; slot++)
            {
                vectors[slot] = new IoVector { Base = slots + slot * SlotBytes, Length = SlotBytes };
                messages[slot] = new MessageOfMany
                {
                    Vectors = vectors + slot,
                    VectorCount = 1,
                    Control = controls + slot * ControlBytes,
                    ControlLength = ControlBytes,
                };
            }

            got = Libc.recvmmsg((int)(uint)key, messages, Batch, DoNotWait, null);
            for (var slot = 0; slot < got; slot++)
            {
                var packet = new ReadOnlySpan<byte>(slots + slot * SlotBytes, (int)messages[slot].Length);
                arrivals.Arrived(packet, isCopy: key >= OfRecorder, ArrivedAt(slot));
            }
        }
        while (got == Batch);
    }

    /// <summary>The kernel's stamp: the one control message there is, a header of 16 bytes and a timespec.</summary>
    private long ArrivedAt(int slot)
    {
        var control = controls + slot * ControlBytes;
        var isStamp = messages[slot].ControlLength >= 32 && *(int*)(control + 12) == LoadSocket.TimestampNanos;
        return isStamp ? *(long*)(control + 16) * 1_000_000_000 + *(long*)(control + 24) : Libc.RealtimeNanos();
    }
}
