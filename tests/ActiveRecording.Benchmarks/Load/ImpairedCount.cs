namespace ActiveRecording.Benchmarks.Load;

/// <summary>Compares what comes to parties and recorders with what was sent: every byte, and the order of each flow.</summary>
internal sealed class ImpairedCount(SentOrder[] sent) : IArrivals
{
    private const int Paths = 2;
    private readonly long[] whole = new long[Paths];
    private readonly long[] changed = new long[Paths];
    private readonly long[] outOfOrder = new long[Paths];

    public void Arrived(ReadOnlySpan<byte> packet, bool isCopy, long at)
    {
        var path = isCopy ? 1 : 0;
        if (!LoadStamp.TryRead(packet, out var flow, out _) || (uint)flow >= sent.Length || !ImpairedPackets.IsWhole(packet, flow, isCopy))
            changed[path]++;
        else if (!sent[flow].IsNext(LoadStamp.Sequence(packet), path)) outOfOrder[path]++;
        else whole[path]++;
    }

    /// <summary>The counts of one path, 0 for parties and 1 for recorders; missing is what was sent and did not come.</summary>
    public (long Missing, long Changed, long OutOfOrder) Of(int path) =>
        (sent.Sum(flow => flow.Count) - whole[path] - outOfOrder[path], changed[path], outOfOrder[path]);
}
