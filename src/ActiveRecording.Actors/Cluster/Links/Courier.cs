using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Actors.Cluster.Links;

/// <summary>
/// Carries envelopes of registered kinds between the members of a cluster: directly, or through the one node that still
/// reaches both ends of a cut link.
/// </summary>
public sealed class Courier : INodeLinkUser
{
    private const string Relay = "relay";
    private readonly INodeLinks links;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<string, Action<NodeId, ReadOnlyMemory<byte>>> kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> unknown = new(StringComparer.Ordinal);
    private ImmutableDictionary<long, NodeId> routes = ImmutableDictionary<long, NodeId>.Empty;
    private NodeId self;

    internal Courier(INodeLinks links, ILogger log)
    {
        (this.links, this.log) = (links, log);
        On(Relay, PassOn);
    }

    internal event Action<NodeId, string>? LinkBroken;

    internal event Action<NodeId, string>? LinkRefused;

    /// <summary>Registers a kind of envelope. Its receiver is called on the link's thread: it must return at once.</summary>
    /// <exception cref="ArgumentException">The kind is registered already.</exception>
    public void On(string kind, Action<NodeId, ReadOnlyMemory<byte>> received)
    {
        if (!kinds.TryAdd(kind, received)) throw new ArgumentException($"Envelopes of kind '{kind}' are received already");
    }

    /// <summary>Sends to a member.</summary>
    /// <returns>False when it was dropped: it is no member, or cannot be reached now, or its queue is full.</returns>
    public bool Send(NodeId to, string kind, ReadOnlyMemory<byte> payload)
    {
        if (!Volatile.Read(ref routes).TryGetValue(to.Incarnation, out var hop)) return false;
        if (hop == to) return SendDirectly(to, kind, payload);
        var relayed = new FrameWriter().Node(to).Node(self).Text(kind).Rest(payload.Span);
        return links.Send(hop, new Envelope(Relay, relayed.Written));
    }

    internal bool SendDirectly(NodeId to, string kind, ReadOnlyMemory<byte> payload) => links.Send(to, new Envelope(kind, payload));

    internal void Start(NodeId life)
    {
        self = life;
        links.Start(life, this);
    }

    internal void Reach(IReadOnlyList<NodeAddress> peers, ImmutableDictionary<long, NodeId> by)
    {
        Volatile.Write(ref routes, by);
        links.Keep(peers);
    }

    internal void Reroute(ImmutableDictionary<long, NodeId> by) => Volatile.Write(ref routes, by);

    internal void Stop()
    {
        Volatile.Write(ref routes, ImmutableDictionary<long, NodeId>.Empty);
        links.Stop();
    }

    void INodeLinkUser.Received(NodeId from, Envelope envelope) => Dispatch(from, envelope.Kind, envelope.Payload);

    void INodeLinkUser.Broken(NodeId peer, string reason) => LinkBroken?.Invoke(peer, reason);

    void INodeLinkUser.Refused(NodeId peer, string reason) => LinkRefused?.Invoke(peer, reason);

    private void Dispatch(NodeId from, string kind, ReadOnlyMemory<byte> payload)
    {
        if (kinds.TryGetValue(kind, out var received)) received(from, payload);
        else if (unknown.Count < 100 && unknown.TryAdd(kind, true)) log.UnknownEnvelope(kind, from);
    }

    private void PassOn(NodeId from, ReadOnlyMemory<byte> payload)
    {
        var reader = new FrameReader(payload);
        var (to, origin, kind) = (reader.Node(), reader.Node(), reader.Text());
        if (reader.IsBroken || kind == Relay) return;
        if (to == self) Dispatch(origin, kind, reader.Rest());
        else if (to.Incarnation != from.Incarnation) links.Send(to, new Envelope(Relay, payload));
    }
}
