namespace ActiveRecording.EventSourcing;

/// <summary>What the writers of a <see cref="MemoryJournal"/> share: shards with their epochs, and their events.</summary>
internal sealed class MemoryJournalStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Shard> shards = [];
    private readonly Dictionary<StreamId, List<StoredEvent>> streams = [];
    private readonly HashSet<Guid> appends = [];
    private readonly Dictionary<StreamId, StreamSnapshot> snapshots = [];

    public long TakeOver(int number, object writer)
    {
        lock (gate)
        {
            var shard = Of(number);
            if (ReferenceEquals(shard.Owner, writer)) return shard.Epoch;
            shard.Owner = writer;
            return ++shard.Epoch;
        }
    }

    public AppendOutcome Append(StreamAppend append)
    {
        lock (gate)
        {
            var shard = Of(append.Fence.Shard);
            if (shard.Epoch != append.Fence.Epoch) return AppendOutcome.Fenced;
            if (!streams.TryGetValue(append.Stream, out var stream)) streams.Add(append.Stream, stream = []);
            if (stream.Count != append.ExpectedSequence || !appends.Add(append.AppendId)) return AppendOutcome.Conflict;
            foreach (var data in append.Events)
            {
                var stored = new StoredEvent(
                    append.Stream, stream.Count + 1, append.Fence.Shard, shard.Events.Count + 1, append.AppendId, data);
                stream.Add(stored);
                shard.Events.Add(stored);
            }

            if (append.Ended)
            {
                shard.Live.Remove(append.Stream);
                snapshots.Remove(append.Stream);
            }
            else if (!shard.Live.Contains(append.Stream)) shard.Live.Add(append.Stream);
            return AppendOutcome.Appended;
        }
    }

    public StoredEvent[] OfStream(StreamId stream, long afterSequence)
    {
        lock (gate) return streams.TryGetValue(stream, out var events) ? [.. events.Skip((int)afterSequence)] : [];
    }

    public StoredEvent[] OfShard(int number, long afterPosition)
    {
        lock (gate) return [.. Of(number).Events.Skip((int)afterPosition)];
    }

    public IReadOnlyList<StreamId> Live(int number)
    {
        lock (gate) return [.. Of(number).Live];
    }

    public bool Contains(Guid appendId)
    {
        lock (gate) return appends.Contains(appendId);
    }

    public void Save(StreamSnapshot snapshot)
    {
        lock (gate)
        {
            if (snapshots.TryGetValue(snapshot.Stream, out var kept) && kept.Sequence >= snapshot.Sequence) return;
            snapshots[snapshot.Stream] = snapshot;
        }
    }

    public StreamSnapshot? SnapshotOf(StreamId stream)
    {
        lock (gate) return snapshots.GetValueOrDefault(stream);
    }

    private Shard Of(int number)
    {
        if (!shards.TryGetValue(number, out var shard)) shards.Add(number, shard = new Shard());
        return shard;
    }

    private sealed class Shard
    {
        public object? Owner { get; set; }

        public long Epoch { get; set; }

        public List<StoredEvent> Events { get; } = [];

        public OrderedSet Live { get; } = new();
    }

    /// <summary>Streams in the order they came alive.</summary>
    private sealed class OrderedSet : System.Collections.ObjectModel.KeyedCollection<StreamId, StreamId>
    {
        protected override StreamId GetKeyForItem(StreamId item) => item;
    }
}
