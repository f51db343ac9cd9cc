using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Postgres;

/// <summary>The shards that a lane holds: the epoch its writer was granted, the one the database has, the last position.</summary>
internal sealed class LaneShards
{
    private readonly Dictionary<int, Held> held = [];

    /// <summary>The shards held, in order.</summary>
    public int[] All => [.. held.Keys.Order()];

    /// <summary>
    /// The epoch to write with; null when the shard is not held with that fence. A lane that bumps its own epochs after
    /// an unknown outcome leaves what was granted as it is, so that entities need not know.
    /// </summary>
    public long? EpochOf(ShardEpoch fence) =>
        held.TryGetValue(fence.Shard, out var shard) && shard.Granted == fence.Epoch ? shard.Epoch : null;

    /// <summary>What the writer was granted for a shard that it holds with this epoch; null if it does not.</summary>
    public ShardEpoch? GrantedAt(int number, long epoch) =>
        held.TryGetValue(number, out var shard) && shard.Epoch == epoch ? new ShardEpoch(number, shard.Granted) : null;

    /// <summary>The shard is this writer's from now on.</summary>
    public ShardEpoch Grant(int number, long epoch)
    {
        held[number] = new Held { Granted = epoch, Epoch = epoch };
        return new ShardEpoch(number, epoch);
    }

    /// <summary>This writer bumped its own epoch.</summary>
    public void Rise(int number, long epoch) => held[number].Epoch = epoch;

    /// <summary>The shard is somebody else's.</summary>
    public void Lose(int number) => held.Remove(number);

    /// <summary>Whether the last position is known.</summary>
    public bool KnowsPosition(int number) => held[number].Position >= 0;

    /// <summary>The last position of a shard that is held.</summary>
    public void SetPosition(int number, long last) => held[number].Position = last;

    /// <summary>Gives the next position; contiguous, because a lane has one batch in flight.</summary>
    public long NextPosition(int number) => ++held[number].Position;

    /// <summary>After a batch that was not stored, or may not have been, the positions given in it count for nothing.</summary>
    public void ForgetPositions()
    {
        foreach (var shard in held.Values) shard.Position = -1;
    }

    private sealed class Held
    {
        public long Granted { get; init; }

        public long Epoch { get; set; }

        public long Position { get; set; } = -1;
    }
}
