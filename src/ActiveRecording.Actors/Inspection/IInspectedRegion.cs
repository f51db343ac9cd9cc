using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Inspection;

/// <summary>A region as an operator sees it. Looking changes nothing: no entity is loaded or told anything.</summary>
public interface IInspectedRegion
{
    /// <summary>The kind of entity.</summary>
    string Category { get; }

    /// <summary>The number of its first shard.</summary>
    int FirstShard { get; }

    /// <summary>How many shards it has, on whatever node.</summary>
    int Shards { get; }

    /// <summary>The shards this node writes, in the epochs it writes them in.</summary>
    IReadOnlyList<ShardEpoch> HeldShards { get; }

    /// <summary>Entities in memory, by identifier.</summary>
    IReadOnlyList<string> Loaded { get; }

    /// <summary>Entities that failed too often or cannot be replayed; an operator has to look at them.</summary>
    IReadOnlyList<StoppedEntity> Stopped { get; }

    /// <summary>Where commands go that made an entity fail; of its own until it is given one that regions share.</summary>
    PoisonMessages Poison { get; set; }

    /// <summary>What the journal says of an entity, wherever it lives; null if it has no events.</summary>
    Task<EntityInspection?> InspectAsync(string id, CancellationToken stop);
}

/// <summary>An entity that takes no commands any more, although it is not over.</summary>
/// <param name="Id">Within its kind.</param>
/// <param name="Shard">The shard it belongs to.</param>
/// <param name="Reason">Why it stopped.</param>
/// <param name="At">When it did.</param>
public sealed record StoppedEntity(string Id, int Shard, string Reason, DateTimeOffset At);

/// <summary>An entity as its events tell it.</summary>
/// <param name="Shard">The shard it belongs to.</param>
/// <param name="Sequence">Its last event that could be replayed.</param>
/// <param name="IsEnded">Nothing is outstanding and nothing will come.</param>
/// <param name="State">The state after that event, JSON; null where it cannot be replayed.</param>
/// <param name="Flaw">Why it cannot be replayed, else null.</param>
public sealed record EntityInspection(int Shard, long Sequence, bool IsEnded, string? State, string? Flaw);
