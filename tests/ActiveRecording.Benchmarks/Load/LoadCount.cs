namespace ActiveRecording.Benchmarks.Load;

/// <summary>
/// Counts what came of the packets that were sent in the measured time. A packet's latency is from its stamp to the instant at which
/// the kernel put it into the receiving socket.
/// </summary>
internal sealed class LoadCount(int flows, long from, long until) : IArrivals
{
    private readonly int[] received = new int[flows];
    private readonly ushort[] last = new ushort[flows];

    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Packets that came to the other party.</summary>
    public long Received { get; private set; }

    /// <summary>Of them, those that came behind one that was sent after them, or a second time.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Copies that came to a recorder.</summary>
    public long Copies { get; private set; }

    public void Arrived(ReadOnlySpan<byte> packet, bool isCopy, long at)
    {
        if (!LoadStamp.TryRead(packet, out var flow, out var sent) || sent < from || sent >= until) return;
        if (isCopy)
        {
            Copies++;
            return;
        }

        Received++;
        Latencies.Add(at - sent);
        var sequence = LoadStamp.Sequence(packet);
        if (received[flow]++ > 0 && (short)(sequence - last[flow]) <= 0) OutOfOrder++;
        else last[flow] = sequence;
    }
}
