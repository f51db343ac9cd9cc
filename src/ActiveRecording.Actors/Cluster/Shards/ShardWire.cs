using ActiveRecording.Actors.Cluster.Links;

namespace ActiveRecording.Actors.Cluster.Shards;

/// <summary>What coordinators of one role say to each other.</summary>
internal sealed class ShardWire(Courier courier, string role)
{
    private readonly string want = $"shards/{role}/want";
    private readonly string free = $"shards/{role}/free";

    public void Open(Action<NodeId, long, IReadOnlyList<int>> wanted, Action<NodeId, IReadOnlyList<int>> freed)
    {
        courier.On(want, (from, payload) =>
        {
            if (TryRead(payload, out var version, out var shards)) wanted(from, version, shards);
        });
        courier.On(free, (from, payload) =>
        {
            if (TryRead(payload, out _, out var shards)) freed(from, shards);
        });
    }

    /// <summary>Asks a node to let go of shards that belong to this one since <paramref name="version"/> of the members.</summary>
    public void Want(NodeId holder, long version, IEnumerable<int> shards) => courier.Send(holder, want, Write(version, shards));

    /// <summary>Tells a node that this one does not have these shards and will not take them.</summary>
    public void Free(NodeId owner, long version, IEnumerable<int> shards) => courier.Send(owner, free, Write(version, shards));

    private static ReadOnlyMemory<byte> Write(long version, IEnumerable<int> shards)
    {
        var frame = new FrameWriter().Number(version);
        foreach (var shard in shards) frame.Number(shard);
        return frame.Written;
    }

    private static bool TryRead(ReadOnlyMemory<byte> payload, out long version, out IReadOnlyList<int> shards)
    {
        var reader = new FrameReader(payload);
        version = reader.Number();
        var numbers = new List<int>();
        while (reader.Rest().Length >= 8) numbers.Add((int)reader.Number());
        shards = numbers;
        return !reader.IsBroken;
    }
}
