namespace ActiveRecording.Actors.Cluster.Shards;

/// <summary>The shards of one role.</summary>
public sealed record ShardsOptions
{
    /// <summary>Nodes with this role own them.</summary>
    public required string Role { get; init; }

    /// <summary>The number of the first one; ranges of different roles do not overlap.</summary>
    public int First { get; init; }

    /// <summary>How many there are; the same on every node and for the life of a journal.</summary>
    public int Count { get; init; } = 16;

    /// <summary>How long a new owner waits for the old one to hand over before it takes a shard all the same.</summary>
    public TimeSpan HandOverDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a hand-over waits for what is running in a shard, for example transactions.</summary>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a new owner repeats that it waits, in case that was lost.</summary>
    public TimeSpan AskAgain { get; init; } = TimeSpan.FromMilliseconds(200);
}
