using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Edges;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Edges;

/// <summary>
/// SIP on many nodes. Every node of a role listens, and one of them at the virtual address as well; whatever comes in goes
/// to the node that owns the shard whose business it is, and that one's transactions answer by the edge it came in on. A
/// request passed on is kept until its answer is seen: should its owner die, the next one gets it. On the endpoint's strand
/// but where it says otherwise.
/// </summary>
public sealed partial class SipEdges : ISipRelay, IClusterPart
{
    private readonly SipEdgesOptions options;
    private readonly SipEndpoint endpoint;
    private readonly ShardCoordinator shards;
    private readonly ISipShards rules;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly EdgeWire wire;
    private readonly Queue<Parked> parked = new();
    private readonly Dictionary<string, PassedOn> unanswered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PassedBy> passedBy = new(StringComparer.Ordinal);
    private volatile EdgeView view = EdgeView.None;
    private int waiting;

    /// <param name="options">Bounds.</param>
    /// <param name="endpoint">Not yet open.</param>
    /// <param name="node">Not yet joined.</param>
    /// <param name="shards">The role's.</param>
    /// <param name="rules">What belongs to which of them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is told.</param>
    public SipEdges(
        SipEdgesOptions options, SipEndpoint endpoint, ClusterNode node, ShardCoordinator shards, ISipShards rules,
        TimeProvider time, ILogger log)
    {
        (this.options, this.endpoint, this.shards, this.rules) = (options, endpoint, shards, rules);
        (this.time, this.log) = (time, log);
        wire = new EdgeWire(node.Courier, options.Role);
        wire.Open(
            (hops, edge, from, bytes) => endpoint.Post(() => Arrive(hops, edge, from, bytes)),
            (by, to, bytes) => endpoint.Post(() => Leave(by, to, bytes)),
            (edge, flow) => endpoint.Post(() => endpoint.ForeignFlowClosed(ForeignFlow.Of(edge.Incarnation, flow))),
            key => endpoint.Post(() => Settled(key)));
        endpoint.Relay = this;
        shards.Settle = leaving => SettledAsync([.. leaving]);
        shards.Opened += _ => endpoint.Post(Redirect);
        shards.Moved += () => endpoint.Post(Move);
        node.Add(this);
    }

    /// <summary>
    /// Whether a shard that is here is ready for messages; they wait until <see cref="Redirect"/> otherwise. Set before the
    /// node joins.
    /// </summary>
    public Func<SipMessage, bool> IsReady { private get; set; } = static _ => true;

    /// <summary>Told when shards may have gone: what is not <see cref="ShardCoordinator.IsHere"/> is to be forgotten.</summary>
    public event Action? Moved;

    /// <inheritdoc/>
    public long? VirtualAddressHolder => view is { Holder: { } holder, IsHolder: false } ? holder : null;

    /// <inheritdoc/>
    public bool TryPassOn(SipMessage message, SipHop from) => Route(message, from, hops: 0);

    /// <inheritdoc/>
    public bool Send(long edge, SipHop hop, ReadOnlySpan<byte> bytes) =>
        view.Others.TryGetValue(edge, out var node) && wire.Send(node, hop, bytes);

    /// <inheritdoc/>
    public void Answered(SipResponse response)
    {
        if (passedBy.Count + unanswered.Count == 0 || !PassedOn.IsSettledBy(response)) return;
        var key = PassedOn.KeyOf(response);
        unanswered.Remove(key);
        if (passedBy.TryGetValue(key, out var passed))
        {
            foreach (var edge in passed.Edges.Where(view.Others.ContainsKey)) wire.Settled(view.Others[edge], key);
        }
    }

    /// <inheritdoc/>
    public bool Reaches(long edge) => view.Others.ContainsKey(edge);

    /// <inheritdoc/>
    public void FlowClosed(long flow)
    {
        foreach (var other in view.Others.Values) wire.Closed(other, flow);
    }

    /// <summary>A flow by a name that any node of the role understands: its number there, and whose it is.</summary>
    public (long Flow, string Edge)? NameOf(long flow)
    {
        if (ForeignFlow.TryRead(flow, out var edge, out var number)) return (number, $"n{edge}");
        return view.Self is { } self ? (flow, $"n{self.Incarnation}") : null;
    }

    /// <summary>The flow of such a name; null if its node is gone.</summary>
    public long? FlowOf(long flow, string edge)
    {
        if (edge is not ['n', ..] || !long.TryParse(edge.AsSpan(1), out var incarnation)) return null;
        if (view.Self?.Incarnation == incarnation) return flow;
        return Reaches(incarnation) ? ForeignFlow.Of(incarnation, flow) : null;
    }

    void IClusterPart.Changed(NodeId self, MemberList members)
    {
        var before = view;
        var after = EdgeView.Of(self, members, options);
        view = after;
        endpoint.Post(() =>
        {
            foreach (var gone in before.Others.Keys.Where(edge => !after.Others.ContainsKey(edge)).Order()) endpoint.EdgeGone(gone);
            Hold(after.IsHolder && view.IsHolder, before.IsHolder);
        });
    }

    void IClusterPart.Over()
    {
        var before = view;
        view = EdgeView.None;
        endpoint.Post(() =>
        {
            Hold(false, before.IsHolder);
            endpoint.CloseAccepted();
            Forget();
        });
    }

    void IClusterPart.Tick()
    {
        if (Volatile.Read(ref waiting) == 0) return;
        endpoint.Post(() =>
        {
            if (parked.Count > 0) Redirect();
            Expire();
        });
    }

    Task IClusterPart.HandedOverAsync() => Task.CompletedTask;

    private TimeSpan Now => time.GetElapsedTime(0);

    private void Hold(bool held, bool before)
    {
        endpoint.HoldVirtualAddress(held);
        if (held && !before) log.AddressTaken(options.Role);
        else if (!held && before) log.AddressReleased(options.Role);
    }

    private bool IsHere(int shard, SipMessage message) => shards.IsHere(shard) && IsReady(message);

    /// <summary>Shards went or came: what was under way in those that went is another node's now.</summary>
    private void Move()
    {
        var left = endpoint.Abandon(
            received => rules.OfReceived(received) is { } shard && !shards.IsHere(shard),
            sent => rules.OfSent(sent) is { } shard && !shards.IsHere(shard));
        Moved?.Invoke();
        foreach (var (request, from) in left) Route(request, from, hops: 0);
        Redirect();
    }

    /// <summary>Requests that wait for an answer in shards about to leave may still get it.</summary>
    private Task SettledAsync(HashSet<int> leaving)
    {
        var settled = new TaskCompletionSource();
        endpoint.Post(Look);
        return settled.Task;

        void Look()
        {
            if (!endpoint.AreWaiting(message => rules.OfReceived(message) is { } shard && leaving.Contains(shard))) settled.TrySetResult();
            else endpoint.StartTimer(TimeSpan.FromMilliseconds(20), Look);
        }
    }
}
