using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>
/// Sends 50 packets a second for every party, spread evenly over 20 ms. Those of one socket follow each other, so that one
/// <c>sendmmsg</c> takes what is due of them. Nothing is allocated in the measured time.
/// </summary>
internal sealed unsafe class LoadSender : IDisposable
{
    private const long IntervalNanos = 20_000_000;
    private const long TickNanos = 500_000;
    private const int Batch = LoadLayout.PartiesPerSocket;
    private readonly LoadLayout layout;
    private readonly LoadFlow[] flows;
    private readonly int[] order;
    private readonly InternetAddress* addresses;
    private readonly MessageOfMany* messages;
    private readonly IoVector* vectors;
    private readonly byte* packets;
    private int head;

    /// <param name="layout">The sockets.</param>
    /// <param name="flows">Two per call, A before B.</param>
    /// <param name="start">When the first packet is sent, in nanoseconds since 1970.</param>
    public LoadSender(LoadLayout layout, LoadFlow[] flows, long start)
    {
        this.layout = layout;
        this.flows = flows;
        order = [.. Enumerable.Range(0, flows.Length).OrderBy(flow => flows[flow].Socket)];
        for (var place = 0; place < order.Length; place++) flows[order[place]].Due = start + IntervalNanos * place / order.Length;
        addresses = Allocate<InternetAddress>(Batch);
        messages = Allocate<MessageOfMany>(Batch);
        vectors = Allocate<IoVector>(Batch);
        packets = Allocate<byte>(Batch * LoadStamp.PacketBytes);
        new Span<byte>(packets, Batch * LoadStamp.PacketBytes).Fill(0xD5);
        for (var slot = 0; slot < Batch; slot++)
        {
            vectors[slot] = new IoVector { Base = packets + slot * LoadStamp.PacketBytes, Length = LoadStamp.PacketBytes };
            messages[slot] = new MessageOfMany
            {
                Name = addresses + slot, NameLength = InternetAddress.Bytes, Vectors = vectors + slot, VectorCount = 1,
            };
        }
    }

    /// <summary>Packets sent in the measured time.</summary>
    public long Sent { get; private set; }

    /// <summary>How much later than due a packet of the measured time was sent at worst.</summary>
    public long WorstLagNanos { get; private set; }

    /// <summary>Bytes allocated by the sending thread in the measured time.</summary>
    public long Allocated { get; private set; }

    /// <summary>Sends until <paramref name="until"/>; what is sent from <paramref name="from"/> on is counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long from, long until)
    {
        var before = 0L;
        while (Libc.RealtimeNanos() is var now && now < until)
        {
            if (now < from) before = GC.GetAllocatedBytesForCurrentThread();
            while (flows[order[head]].Due <= now && flows[order[head]].Due < until) SendDue(now, from);
            Libc.Sleep(TickNanos);
        }

        Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Dispose()
    {
        NativeMemory.Free(addresses);
        NativeMemory.Free(messages);
        NativeMemory.Free(vectors);
        NativeMemory.Free(packets);
    }

    private static T* Allocate<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));

    /// <summary>Sends what is due of the socket whose turn it is.</summary>
    private void SendDue(long now, long from)
    {
        var socket = flows[order[head]].Socket;
        var stamp = Libc.RealtimeNanos();
        var count = 0;
        for (; count < Batch && flows[order[head]].Socket == socket && flows[order[head]].Due <= now; count++)
        {
            ref var flow = ref flows[order[head]];
            LoadStamp.Write(new Span<byte>(packets + count * LoadStamp.PacketBytes, LoadStamp.PacketBytes), ref flow, order[head], stamp);
            addresses[count] = LoadSocket.Loopback(flow.To);
            if (stamp >= from) WorstLagNanos = Math.Max(WorstLagNanos, stamp - flow.Due);
            flow.Sequence++;
            flow.Timestamp += LoadStamp.PacketBytes - LoadStamp.HeaderBytes;
            flow.Due += IntervalNanos;
            head = head + 1 == order.Length ? 0 : head + 1;
        }

        if (stamp >= from) Sent += count;
        for (var sent = 0; sent < count;)
        {
            // What the kernel refuses is lost, and counted by its absence at the other end.
            var taken = Libc.sendmmsg(layout.PartySockets[socket].Descriptor, messages + sent, (uint)(count - sent), 0);
            sent += Math.Max(taken, 1);
        }
    }
}
