using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Shards;

/// <summary>
/// Moves the shards of one role to and from this node as members come and go. A shard that comes to belong here is asked
/// of every living node, and taken over once all have said that they do not have it, or are dead, or the deadline has
/// passed; the journal's fence makes the last two safe. On the strand of its <see cref="ClusterNode"/>.
/// </summary>
public sealed partial class ShardCoordinator : IClusterPart
{
    private readonly ShardsOptions options;
    private readonly ClusterNode node;
    private readonly IReadOnlyList<IShardedRegion> regions;
    private readonly ShardWire wire;
    private readonly Shard[] shards;
    private readonly bool[] here;
    private readonly List<TaskCompletionSource> handedOver = [];
    private NodeId? self;
    private MemberList members = MemberList.Empty;

    /// <param name="options">The range of shards and who may own them.</param>
    /// <param name="node">Not yet joined.</param>
    /// <param name="regions">Those whose entities live in these shards, not yet started.</param>
    public ShardCoordinator(ShardsOptions options, ClusterNode node, IReadOnlyList<IShardedRegion> regions)
    {
        (this.options, this.node, this.regions) = (options, node, regions);
        shards = [.. Enumerable.Repeat<Shard>(new Shard.Elsewhere(), options.Count)];
        here = new bool[options.Count];
        wire = new ShardWire(node.Courier, options.Role);
        wire.Open(
            (from, version, wanted) => node.Strand.Post(() => Wanted(from, version, wanted)),
            (from, freed) => node.Strand.Post(() => Freed(from, freed)));
        foreach (var region in regions)
        {
            region.Open(node);
            region.ShardFenced += shard => node.Strand.Post(() => Fenced(shard));
        }

        node.Add(this);
    }

    /// <summary>Told shards whose entities may be told something here from now on. On the node's strand.</summary>
    public event Action<IReadOnlyList<int>>? Opened;

    /// <summary>Told when shards may belong to other nodes than before. On the node's strand.</summary>
    public event Action? Moved;

    /// <summary>Waits for what is running in shards that are about to leave, at most <see cref="ShardsOptions.SettleLimit"/>.</summary>
    public Func<IReadOnlyList<int>, Task>? Settle { get; set; }

    /// <summary>Shards that are here.</summary>
    public IReadOnlyList<int> Here => [.. Enumerable.Range(options.First, options.Count).Where(IsHere)];

    /// <summary>Whether entities of the shard are told here. From any thread.</summary>
    public bool IsHere(int shard) => Volatile.Read(ref here[shard - options.First]);

    /// <summary>The node that a shard belongs to, as far as this node knows; null if there is none. From any thread.</summary>
    public NodeId? OwnerOf(int shard) => Placement.OwnerOf(shard, options.Role, Volatile.Read(ref members)) is { } owner
        ? new NodeId(owner.Name, owner.Incarnation)
        : null;

    /// <summary>The node that a shard belongs to; null if there is none, or the shard is of another role.</summary>
    public NodeId? TryOwnerOf(int shard) => IsOurs(shard) ? OwnerOf(shard) : null;

    void IClusterPart.Changed(NodeId life, MemberList list)
    {
        (self, members) = (life, list);
        for (var index = 0; index < shards.Length; index++) Reconsider(index);
        AskAgain();
        CheckHandedOver();
        Moved?.Invoke();
    }

    void IClusterPart.Over()
    {
        (self, members) = (null, MemberList.Empty);
        for (var index = 0; index < shards.Length; index++) Set(index, new Shard.Elsewhere());
        foreach (var region in regions) region.Lose([.. Enumerable.Range(options.First, options.Count)]);
        CheckHandedOver();
        Moved?.Invoke();
    }

    void IClusterPart.Tick() => AskAgain();

    Task IClusterPart.HandedOverAsync()
    {
        var done = new TaskCompletionSource();
        handedOver.Add(done);
        CheckHandedOver();
        return done.Task;
    }

    private void Set(int index, Shard shard)
    {
        shards[index] = shard;
        Volatile.Write(ref here[index], shard is Shard.Here);
    }

    /// <summary>Looks at a shard when the members changed, or something came to an end.</summary>
    private void Reconsider(int index)
    {
        var belongsHere = self is { } life && OwnerOf(options.First + index) == life;
        switch (shards[index])
        {
            case Shard.Elsewhere when belongsHere:
                Set(index, new Shard.Wanted(Now, null, Others()));
                break;
            case Shard.Wanted when !belongsHere:
                Set(index, new Shard.Elsewhere());
                break;
            case Shard.Wanted wanted:
                Set(index, wanted with { Holders = [.. wanted.Holders.Intersect(Others())] });
                break;
        }
    }

    /// <summary>Nobody else could take a shard of a leaving node: it keeps it to its end.</summary>
    private void CheckHandedOver()
    {
        var isEmpty = shards.All(shard => shard is Shard.Elsewhere or Shard.Wanted);
        var noHeir = Placement.OwnerOf(options.First, options.Role, members) is null;
        if (!isEmpty && !noHeir) return;
        foreach (var waiting in handedOver) waiting.TrySetResult();
        handedOver.Clear();
    }

    private List<NodeId> Others() =>
        [.. members.Alive.Where(member => member.Incarnation != self?.Incarnation && member.Has(options.Role))
            .Select(member => new NodeId(member.Name, member.Incarnation))];

    private TimeSpan Now => node.Time.GetElapsedTime(0);
}
