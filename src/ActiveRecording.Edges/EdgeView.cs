using System.Collections.Frozen;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Shards;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Edges;

/// <summary>Who is there, as an edge sees it.</summary>
/// <param name="Self">This life of this node; null while it is no member.</param>
/// <param name="Others">The other living nodes by their incarnations.</param>
/// <param name="Holder">Who has the virtual address; null for nobody.</param>
internal sealed record EdgeView(NodeId? Self, FrozenDictionary<long, NodeId> Others, long? Holder)
{
    public static EdgeView None { get; } = new(null, FrozenDictionary<long, NodeId>.Empty, null);

    public static EdgeView Of(NodeId self, MemberList members, SipEdgesOptions options) => new(
        self,
        members.Alive.Where(member => member.Incarnation != self.Incarnation && member.Has(options.Role))
            .ToFrozenDictionary(member => member.Incarnation, member => new NodeId(member.Name, member.Incarnation)),
        Placement.OwnerOf(options.VirtualAddressShard, options.Role, members)?.Incarnation);

    /// <summary>This node has the virtual address.</summary>
    public bool IsHolder => Self is { } self && Holder == self.Incarnation;
}
