namespace ActiveRecording.EventSourcing;

/// <summary>Tells projections on the same node that a shard grew, so that they need not wait for their next poll.</summary>
public interface IJournalFeed
{
    /// <summary>The shards that an append just made longer. Called on the writer's thread: return at once.</summary>
    event Action<IReadOnlyCollection<int>>? Appended;
}
