namespace ActiveRecording.Reporting;

/// <summary>What this node had to leave out of the read models since it started. The oldest ones are kept, and all are counted.</summary>
public sealed class LeftOutEvents
{
    private const int Most = 100;
    private readonly Lock gate = new();
    private readonly List<LeftOutEvent> first = [];
    private readonly HashSet<(int Shard, long Position, string What)> known = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first hundred, in the order they were met.</summary>
    public IReadOnlyList<LeftOutEvent> First
    {
        get
        {
            lock (gate) return [.. first];
        }
    }

    /// <summary>False if it was met before: the read models are being made anew.</summary>
    internal bool Add(LeftOutEvent leftOut)
    {
        lock (gate)
        {
            if (known.Contains((leftOut.Shard, leftOut.Position, leftOut.What))) return false;
            Count++;
            if (first.Count == Most) return true;
            known.Add((leftOut.Shard, leftOut.Position, leftOut.What));
            first.Add(leftOut);
            return true;
        }
    }
}
