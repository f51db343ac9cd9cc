using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Actors.Cluster.Membership;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Runtime.Scheduling;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors.Cluster;

/// <summary>
/// This node's part in a cluster: joins, hears the others, judges them, is judged, leaves. Deposed, it tells who depends
/// on it, and joins again as a new incarnation. Everything but <see cref="IsHeld"/> happens on one strand.
/// </summary>
public sealed partial class ClusterNode : ILease
{
    private readonly ClusterNodeOptions options;
    private readonly IMembershipStore store;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly List<IClusterPart> parts = [];
    private MembershipState? state;
    private long tickedAt;
    private volatile bool mayAct;

    public ClusterNode(
        ClusterNodeOptions options, IMembershipStore store, INodeLinks links, IScheduler scheduler, TimeProvider time, ILogger log)
    {
        (this.options, this.store, this.time, this.log) = (options, store, time, log);
        Strand = new Strand(scheduler, log.ClusterFailed);
        Courier = new Courier(links, log);
        Courier.LinkBroken += (peer, reason) => Strand.Post(() => LinkBroken(peer, reason));
        Courier.LinkRefused += (peer, reason) => Strand.Post(() => refusals[peer.Incarnation] = $"{peer} turns it away: {reason}");
        new MembershipWire(Courier, (from, input) => Strand.Post(() => Take(from, input))).Open();
    }

    /// <summary>Carries envelopes to and from other members.</summary>
    public Courier Courier { get; }

    /// <summary>This life of the node; null while it is no member.</summary>
    public NodeId? Self { get; private set; }

    /// <summary>Who is in the cluster, as this node knows.</summary>
    public MemberList Members => state?.Members ?? MemberList.Empty;

    /// <summary>This node ticks, and does not doubt that it is a member.</summary>
    public bool IsHeld => mayAct && time.GetElapsedTime(Volatile.Read(ref tickedAt)) < options.Membership.Asleep;

    internal Strand Strand { get; }

    internal TimeProvider Time => time;

    internal ILogger Log => log;

    internal TimeSpan HandOverDeadline => options.HandOverDeadline;

    /// <summary>Adds what depends on who is in the cluster; before joining.</summary>
    public void Add(IClusterPart part) => parts.Add(part);

    /// <summary>Reads the store, because somebody shows that it changed.</summary>
    internal void Refresh() => Step(new MembershipInput.StoreChanged());

    private TimeSpan Now => time.GetElapsedTime(0);

    private void Take(NodeId from, MembershipInput input)
    {
        if (Self is { } self && from.Incarnation != self.Incarnation) Step(input);
    }

    private void LinkBroken(NodeId peer, string reason)
    {
        if (state is null || !state.Peers.TryGetValue(peer.Incarnation, out var known)) return;
        if (!known.IsBroken) log.LinkBroken(peer, reason);
        Step(new MembershipInput.Broken(peer.Incarnation));
    }

    private void Step(MembershipInput input)
    {
        if (state is null) return;
        var before = state;
        var (next, effects) = MembershipMachine.On(before, input, Now);
        state = next;
        mayAct = !next.IsDoubtful;
        if (!ReferenceEquals(before.Peers, next.Peers)) Courier.Reroute(Routes());
        foreach (var effect in effects)
        {
            if (state is not null) Run(effect);
        }

        if (state is not null && !state.IsOver) Proceed();
    }
}
