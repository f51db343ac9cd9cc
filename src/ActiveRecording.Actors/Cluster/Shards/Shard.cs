namespace ActiveRecording.Actors.Cluster.Shards;

/// <summary>Where a shard is in its life on this node.</summary>
internal abstract record Shard
{
    private Shard()
    {
    }

    /// <summary>Not here.</summary>
    public sealed record Elsewhere : Shard;

    /// <summary>It belongs here, and nodes that may still have it were asked for it.</summary>
    /// <param name="Since">When it came to belong here.</param>
    /// <param name="AskedAt">When they were last asked.</param>
    /// <param name="Holders">Those that have not said that they do not have it.</param>
    public sealed record Wanted(TimeSpan Since, TimeSpan? AskedAt, IReadOnlyList<NodeId> Holders) : Shard;

    /// <summary>The journal is being asked for a new epoch.</summary>
    public sealed record Taking : Shard;

    /// <summary>Its entities are here.</summary>
    public sealed record Here : Shard;

    /// <summary>Its entities finish what they were told; nothing more is accepted.</summary>
    public sealed record Leaving : Shard;
}
