using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Simulation.Crashes;

namespace ActiveRecording.Simulation.Cluster;

/// <summary>The links of one node of a simulated cluster.</summary>
internal sealed class VirtualNodeLinks(VirtualLinkSwitch hub, string node, Life life) : INodeLinks
{
    private readonly Dictionary<NodeId, int> underWay = [];
    private HashSet<NodeId> peers = [];
    private INodeLinkUser? user;

    public string Node => node;

    public NodeId Self { get; private set; }

    public void Start(NodeId self, INodeLinkUser user) => (Self, this.user) = (self, user);

    public void Keep(IReadOnlyList<NodeAddress> peers) => this.peers = [.. peers.Select(peer => peer.Node)];

    public bool Send(NodeId to, Envelope envelope)
    {
        if (user is null || life.IsOver || !peers.Contains(to)) return false;
        var queued = underWay.GetValueOrDefault(to);
        if (queued >= hub.Queue) return false;
        underWay[to] = queued + 1;
        hub.Carry(this, to, envelope);
        return true;
    }

    public void Stop() => (user, peers) = (null, []);

    /// <summary>Whether somebody listens here as that life of the node.</summary>
    public bool Accepts(NodeId to, NodeId from) => !life.IsOver && user is not null && Self == to && from.Incarnation > 0;

    public void Receive(NodeId from, Envelope envelope) => life.Do(() => user?.Received(from, envelope));

    public void Arrived(NodeId to) => underWay[to]--;

    public void Break(string peer)
    {
        foreach (var known in peers.Where(known => known.Name == peer).ToArray())
            life.Do(() => user?.Broken(known, "reset by the other side"));
    }
}
