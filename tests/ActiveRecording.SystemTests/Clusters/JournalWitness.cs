using ActiveRecording.EventSourcing;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Flows;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// Sees every append of every node: each stream has one writer at a time, the one that took its shard over last; sequence
/// numbers are contiguous; what was acknowledged is stored.
/// </summary>
internal sealed class JournalWitness(Simulator simulator, Findings findings)
{
    private readonly Dictionary<int, (IJournal Writer, ShardEpoch Epoch)> owners = [];
    private readonly Dictionary<StreamId, long> sequences = [];
    private readonly Dictionary<Guid, StreamAppend> stored = [];
    private readonly Dictionary<Guid, StreamAppend> acknowledged = [];
    private readonly List<LadderEvent> events = [];
    private readonly Dictionary<(StreamId Stream, long Sequence), (DateTimeOffset At, bool IsOff)> times = [];

    /// <summary>Appends refused because their writer had been deposed.</summary>
    public int FencedAppends { get; private set; }

    /// <summary>Appends whose writer was not told what became of them.</summary>
    public int Unknown { get; set; }

    /// <summary>Appends that were acknowledged.</summary>
    public IEnumerable<StreamAppend> Promised => acknowledged.Values;

    /// <summary>Appends that were made.</summary>
    public int Appends => stored.Count;

    /// <summary>What was stored, for a ladder.</summary>
    public IReadOnlyList<LadderEvent> Events => events;

    /// <summary>When an event became durable, by the clock on the wall that nobody moves.</summary>
    public DateTimeOffset StoredAt(StoredEvent stored) => times[(stored.Stream, stored.Sequence)].At;

    /// <summary>Whether whoever wrote an event had another time of day.</summary>
    public bool WasOff(StoredEvent stored) => times[(stored.Stream, stored.Sequence)].IsOff;

    /// <summary>Whether a node has another time of day. Set before the first append.</summary>
    public Func<string, bool> IsOff { private get; set; } = static _ => false;

    /// <summary>The last epoch of a shard.</summary>
    public ShardEpoch LatestOf(int shard) => owners[shard].Epoch;

    /// <summary>A node took shards over.</summary>
    public void TakenOver(IJournal writer, IReadOnlyList<ShardEpoch> taken)
    {
        foreach (var epoch in taken)
        {
            if (owners.TryGetValue(epoch.Shard, out var before) && epoch.Epoch < before.Epoch.Epoch)
                findings.Add($"shard {epoch.Shard} fell back from epoch {before.Epoch.Epoch} to {epoch.Epoch}");
            owners[epoch.Shard] = (writer, epoch);
        }
    }

    /// <summary>An append was made.</summary>
    public void Appended(IJournal writer, string node, StreamAppend append)
    {
        if (!ReferenceEquals(owners[append.Fence.Shard].Writer, writer))
            findings.Add($"{node} wrote into {append.Stream}, which another node owns");
        if (sequences.GetValueOrDefault(append.Stream) != append.ExpectedSequence)
            findings.Add($"{append.Stream} goes on with {append.ExpectedSequence + 1} after {sequences.GetValueOrDefault(append.Stream)}");
        if (!stored.TryAdd(append.AppendId, append)) findings.Add($"an append to {append.Stream} was made twice");
        sequences[append.Stream] = append.ExpectedSequence + append.Events.Count;
        var at = simulator.Time.GetUtcNow();
        for (var i = 0; i < append.Events.Count; i++)
        {
            times[(append.Stream, append.ExpectedSequence + i + 1)] = (at, IsOff(node));
            events.Add(new LadderEvent(at, $"{append.Stream}  {append.Events[i].Name}  by {node}"));
            findings.Trace($"{append.Stream} {append.Events[i].Name} {node}");
        }
    }

    /// <summary>An append was refused because the shard is somebody else's.</summary>
    public void Fenced(string node, StreamAppend append)
    {
        FencedAppends++;
        findings.Trace($"fenced {node} {append.Stream}");
    }

    /// <summary>A node learns that an append was made.</summary>
    public void Acknowledged(string node, StreamAppend append)
    {
        acknowledged[append.AppendId] = append;
        if (!stored.ContainsKey(append.AppendId)) findings.Add($"{node} was told that {append.Stream} holds {append.Events[0].Name}, and it does not");
    }
}
