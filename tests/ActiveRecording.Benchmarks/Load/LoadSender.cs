using System.Runtime.CompilerServices;
using ActiveRecording.Benchmarks.Linux;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>
/// Sends 50 packets a second for every party, spread evenly over 20 ms. Those of one socket follow each other, so that one
/// <c>sendmmsg</c> takes what is due of them. Nothing is allocated in the measured time.
/// </summary>
internal sealed class LoadSender : IDisposable
{
    public const long IntervalNanos = 20_000_000;
    public const long TickNanos = 500_000;
    private readonly LoadLayout layout;
    private readonly LoadFlow[] flows;
    private readonly int[] order;
    private readonly SendBatch batch = new();
    private int head;

    /// <param name="layout">The sockets.</param>
    /// <param name="flows">Two per call, A before B.</param>
    /// <param name="start">When the first packet is sent, in nanoseconds since 1970.</param>
    public LoadSender(LoadLayout layout, LoadFlow[] flows, long start)
    {
        this.layout = layout;
        this.flows = flows;
        order = LoadFlow.Spread(flows, start);
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

    public void Dispose() => batch.Dispose();

    /// <summary>Sends what is due of the socket whose turn it is.</summary>
    private void SendDue(long now, long from)
    {
        var socket = flows[order[head]].Socket;
        var stamp = Libc.RealtimeNanos();
        while (!batch.IsFull && flows[order[head]].Socket == socket && flows[order[head]].Due <= now)
        {
            ref var flow = ref flows[order[head]];
            LoadStamp.Write(batch.Add(flow.To), order[head], flow.Sequence, flow.Timestamp, stamp);
            if (stamp >= from) WorstLagNanos = Math.Max(WorstLagNanos, stamp - flow.Due);
            flow.Advance();
            head = head + 1 == order.Length ? 0 : head + 1;
        }

        if (stamp >= from) Sent += batch.Count;
        batch.Send(layout.PartySockets[socket]);
    }
}
