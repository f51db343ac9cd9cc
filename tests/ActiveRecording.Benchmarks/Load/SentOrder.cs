namespace ActiveRecording.Benchmarks.Load;

/// <summary>
/// The sequence numbers of one flow in the order in which they were sent, and how far into it each path has come. One thread writes, another
/// compares.
/// </summary>
internal sealed class SentOrder(int most)
{
    /// <summary>How many packets may be missing in a row before what comes next is taken for one out of order.</summary>
    private const int Ahead = 64;

    private readonly ushort[] sequences = new ushort[most];
    private readonly int[] next = new int[2];
    private int count;

    /// <summary>Packets sent.</summary>
    public int Count => Volatile.Read(ref count);

    public void Sent(ushort sequence)
    {
        sequences[count] = sequence;
        Volatile.Write(ref count, count + 1);
    }

    /// <summary>Whether this packet was sent after the one that came before it on its path.</summary>
    public bool IsNext(ushort sequence, int path)
    {
        var end = Math.Min(Count, next[path] + Ahead);
        for (var at = next[path]; at < end; at++)
        {
            if (sequences[at] != sequence) continue;
            next[path] = at + 1;
            return true;
        }

        return false;
    }
}
