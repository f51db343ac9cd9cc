namespace ActiveRecording.Actors.Cluster.Routing;

/// <summary>The bounds of a router to entities on many nodes.</summary>
public sealed record ShardRegionOptions
{
    /// <summary>Requests of this node that may wait for other nodes, or for a shard on the move; further ones are refused.</summary>
    public int Waiting { get; init; } = 10_000;

    /// <summary>Requests of other nodes that may wait here for a shard on its way; further ones are sent back.</summary>
    public int Parked { get; init; } = 10_000;

    /// <summary>Nodes that pass a request on before it is sent back.</summary>
    public int Hops { get; init; } = 4;

    /// <summary>A request that nobody answered is sent again after so long, with the same identity.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A request that nobody answered is given up after so long.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(10);
}
