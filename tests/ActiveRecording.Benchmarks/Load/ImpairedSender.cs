using ActiveRecording.Benchmarks.Linux;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>Sends for every party as behind a bad network of its own: what <see cref="Impairment"/> lets pass, and when.</summary>
internal sealed class ImpairedSender : IDisposable
{
    private const int NanosPerTick = 100;
    private readonly LoadLayout layout;
    private readonly LoadFlow[] flows;
    private readonly int[] order;
    private readonly long start;
    private readonly SentOrder[] sent;
    private readonly Impairment[] impairments;
    private readonly PriorityQueue<(int Flow, ushort Sequence), (long Departure, long Number)> kept = new();
    private readonly SendBatch batch = new();
    private int head;
    private long decided;

    /// <param name="layout">The sockets.</param>
    /// <param name="flows">Two per call, A before B.</param>
    /// <param name="sent">One per flow: told what is sent, in order.</param>
    /// <param name="start">When the first packet is sent, in nanoseconds since 1970.</param>
    /// <param name="seed">Of the impairments.</param>
    public ImpairedSender(LoadLayout layout, LoadFlow[] flows, SentOrder[] sent, long start, ulong seed)
    {
        this.layout = layout;
        this.flows = flows;
        this.sent = sent;
        this.start = start;
        order = LoadFlow.Spread(flows, start);
        impairments = [.. flows.Select((_, flow) => new Impairment(new SeededIdentifiers(seed + (ulong)flow)))];
    }

    public long Offered => impairments.Sum(impairment => impairment.Offered);

    public long Lost => impairments.Sum(impairment => impairment.Lost);

    public long Reordered => impairments.Sum(impairment => impairment.Reordered);

    public long Doubled => impairments.Sum(impairment => impairment.Doubled);

    /// <summary>Takes packets from all parties until <paramref name="until"/> and sends them and all that is kept.</summary>
    public void Run(long until)
    {
        while (Libc.RealtimeNanos() is var now && (now < until || kept.Count > 0))
        {
            while (flows[order[head]].Due <= now && flows[order[head]].Due < until) Decide();
            SendDue(now);
            Libc.Sleep(LoadSender.TickNanos);
        }
    }

    public void Dispose() => batch.Dispose();

    private void Decide()
    {
        ref var flow = ref flows[order[head]];
        Span<TimeSpan> departures = stackalloc TimeSpan[Impairment.MostDepartures];
        var count = impairments[order[head]].Decide(TimeSpan.FromTicks((flow.Due - start) / NanosPerTick), departures);
        foreach (var departure in departures[..count])
            kept.Enqueue((order[head], flow.Sequence), (start + departure.Ticks * NanosPerTick, ++decided));
        flow.Advance();
        head = head + 1 == order.Length ? 0 : head + 1;
    }

    private void SendDue(long now)
    {
        var socket = 0;
        while (kept.TryPeek(out var packet, out var when) && when.Departure <= now)
        {
            kept.Dequeue();
            var flow = flows[packet.Flow];
            if (batch.Count > 0 && (batch.IsFull || flow.Socket != socket)) batch.Send(layout.PartySockets[socket]);
            socket = flow.Socket;
            ImpairedPackets.Write(batch.Add(flow.To), packet.Flow, packet.Sequence);
            sent[packet.Flow].Sent(packet.Sequence);
        }

        if (batch.Count > 0) batch.Send(layout.PartySockets[socket]);
    }
}
