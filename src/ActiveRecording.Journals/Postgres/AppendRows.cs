using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Postgres;

/// <summary>A batch as the columns of the append statement; kept and filled anew for each batch.</summary>
internal sealed class AppendRows
{
    public List<int> Shards { get; } = [];

    public List<long> Epochs { get; } = [];

    public List<string> Streams { get; } = [];

    public List<long> Sequences { get; } = [];

    public List<int> EventShards { get; } = [];

    public List<long> Positions { get; } = [];

    public List<Guid> AppendIds { get; } = [];

    public List<string> Names { get; } = [];

    public List<int> Versions { get; } = [];

    public List<ReadOnlyMemory<byte>> Payloads { get; } = [];

    /// <summary>Streams to be listed as live.</summary>
    public List<string> Born { get; } = [];

    public List<int> BornShards { get; } = [];

    /// <summary>Streams to be struck off that list.</summary>
    public List<string> Ended { get; } = [];

    public List<int> EndedShards { get; } = [];

    /// <summary>The events of an append that may be stored as far as this writer knows.</summary>
    public void Add(StreamAppend append, string stream, long epoch, LaneShards positions)
    {
        var shard = append.Fence.Shard;
        if (!Shards.Contains(shard))
        {
            Shards.Add(shard);
            Epochs.Add(epoch);
        }

        for (var i = 0; i < append.Events.Count; i++)
        {
            var data = append.Events[i];
            Streams.Add(stream);
            Sequences.Add(append.ExpectedSequence + 1 + i);
            EventShards.Add(shard);
            Positions.Add(positions.NextPosition(shard));
            AppendIds.Add(append.AppendId);
            Names.Add(data.Name);
            Versions.Add(data.Version);
            Payloads.Add(data.Payload);
        }
    }

    /// <summary>What a stream is after the batch; the last word on a stream counts.</summary>
    public void SetLive(string stream, int shard, bool isLive)
    {
        var (wanted, wantedShards, other, otherShards) =
            isLive ? (Born, BornShards, Ended, EndedShards) : (Ended, EndedShards, Born, BornShards);
        if (other.IndexOf(stream) is >= 0 and var at)
        {
            other.RemoveAt(at);
            otherShards.RemoveAt(at);
        }

        wanted.Add(stream);
        wantedShards.Add(shard);
    }

    public void Clear()
    {
        Shards.Clear();
        Epochs.Clear();
        Streams.Clear();
        Sequences.Clear();
        EventShards.Clear();
        Positions.Clear();
        AppendIds.Clear();
        Names.Clear();
        Versions.Clear();
        Payloads.Clear();
        Born.Clear();
        BornShards.Clear();
        Ended.Clear();
        EndedShards.Clear();
    }
}
