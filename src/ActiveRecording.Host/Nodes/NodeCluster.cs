using ActiveRecording.Actors.Cluster;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Host.Configuration;

namespace ActiveRecording.Host.Nodes;

/// <summary>A node's place in its cluster: joins, tells its readiness, leaves.</summary>
public sealed class NodeCluster : IClusterPart
{
    private const string Part = "cluster";
    private readonly Readiness readiness;
    private readonly IMembershipStore store;
    private volatile Place? place;

    internal NodeCluster(NodeOptions options, ClusterOptions cluster, NodeDrivers drivers, Readiness readiness, IReadOnlyList<string> roles)
    {
        this.readiness = readiness;
        var joining = drivers.Cluster ?? throw new ArgumentException("A node of a cluster needs the drivers of one", nameof(drivers));
        store = joining.Store;
        Member = new ClusterNode(
            new ClusterNodeOptions
            {
                Cluster = cluster.Name,
                Secret = cluster.Secret,
                Name = options.Name,
                Address = cluster.Advertised,
                Roles = roles,
                Events = EventNames.All,
                Membership = cluster.Membership,
                HandOverDeadline = cluster.HandOverDeadline,
            },
            joining.Store, joining.Links, drivers.Scheduler, drivers.Time, drivers.Logging.CreateLogger("ActiveRecording.Cluster"));
        Member.Add(this);
        readiness.NotReady(Part, "not joined");
    }

    /// <summary>The node among its members.</summary>
    public ClusterNode Member { get; }

    /// <summary>This life of it; null while it is no member.</summary>
    public NodeId? Self => place?.Self;

    /// <summary>Who is in the cluster, as this node knows.</summary>
    public MemberList Members => place?.Members ?? MemberList.Empty;

    /// <summary>Joins; from then on it joins again by itself whenever it is deposed.</summary>
    /// <exception cref="NodeRefusedException">The cluster refuses it.</exception>
    public async Task JoinAsync(CancellationToken stop)
    {
        readiness.NotReady(Part, "joining");
        if (await Member.JoinAsync().WaitAsync(stop) is { } refusal)
            throw new NodeRefusedException($"the cluster refuses it: {refusal}.");
    }

    /// <summary>Hands everything over to the others; nothing happens where it is the last of a role.</summary>
    public Task LeaveAsync() => Member.LeaveAsync();

    /// <summary>Whether another node could take over what this one does for a role.</summary>
    public bool HasHeir(string role) => place is { } here
        && here.Members.Members.Any(member => member.State == MemberState.Up && member.Has(role) && member.Incarnation != here.Self.Incarnation);

    /// <summary>Puts another member down.</summary>
    public Task<DeposeOutcome> DeposeAsync(Member member, CancellationToken stop) => Self is { } self
        ? store.DeposeAsync(self.Incarnation, member.Incarnation, stop)
        : Task.FromResult(DeposeOutcome.NotAlive);

    void IClusterPart.Changed(NodeId self, MemberList members)
    {
        place = new Place(self, members);
        if (members.Find(self.Incarnation)?.State == MemberState.Up) readiness.Ready(Part);
    }

    void IClusterPart.Over()
    {
        place = null;
        readiness.NotReady(Part, "no member: it was deposed, or has left");
    }

    void IClusterPart.Tick()
    {
    }

    Task IClusterPart.HandedOverAsync() => Task.CompletedTask;

    private sealed record Place(NodeId Self, MemberList Members);
}
