namespace ActiveRecording.Actors;

/// <summary>A region whose shards come and go while it runs. Every call is about shards of its own range.</summary>
public interface IShardedRegion
{
    /// <summary>The kind of entity.</summary>
    string Category { get; }

    /// <summary>The journal refused a write: another node owns the shard. The region has stopped its entities there.</summary>
    event Action<int>? ShardFenced;

    /// <summary>Accepts commands from now on, for the shards it is given. Call it once, instead of starting with all shards.</summary>
    /// <param name="lease">Looked at before every turn of an entity.</param>
    void Open(ILease lease);

    /// <summary>Takes shards over, accepts commands for them and wakes their live entities.</summary>
    /// <returns>When commands are accepted; in it, when every live entity has been replayed.</returns>
    Task<ShardsTaken> TakeOverAsync(IReadOnlyList<int> shards, CancellationToken stop);

    /// <summary>Accepts nothing more for these shards, lets what was told be decided and spoken, then forgets their entities.</summary>
    Task ReleaseAsync(IReadOnlyList<int> shards);

    /// <summary>Stops the entities of these shards at once, without another word.</summary>
    void Lose(IReadOnlyList<int> shards);
}

/// <summary>Shards that were taken over.</summary>
/// <param name="Live">Live entities in them.</param>
/// <param name="Replayed">Done when each of them has been replayed once, and its outstanding effects have run.</param>
public sealed record ShardsTaken(int Live, Task Replayed);
