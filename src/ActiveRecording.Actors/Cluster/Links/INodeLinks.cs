namespace ActiveRecording.Actors.Cluster.Links;

/// <summary>
/// Connections between the nodes of a cluster. What is sent to a node arrives in order and at most once, or not at all;
/// a bounded queue per peer refuses what does not fit, counts it and says so once.
/// </summary>
public interface INodeLinks
{
    /// <summary>Accepts and makes connections as this life of this node.</summary>
    void Start(NodeId self, INodeLinkUser user);

    /// <summary>Keeps connections to exactly these nodes: makes missing ones, again when they break; closes others.</summary>
    void Keep(IReadOnlyList<NodeAddress> peers);

    /// <summary>Queues an envelope; never blocks.</summary>
    /// <returns>False when it was dropped: there is no connection, or the queue is full.</returns>
    bool Send(NodeId to, Envelope envelope);

    /// <summary>Closes everything; may be started again as another life.</summary>
    void Stop();
}

/// <summary>Told by <see cref="INodeLinks"/>, on any thread.</summary>
public interface INodeLinkUser
{
    /// <summary>An envelope came from a node that has shown who it is.</summary>
    void Received(NodeId from, Envelope envelope);

    /// <summary>A connection broke, or could not be made; making it is tried again by itself.</summary>
    void Broken(NodeId peer, string reason);

    /// <summary>A node is there and turns this one away, or is not who it should be; it is tried again by itself.</summary>
    void Refused(NodeId peer, string reason) => Broken(peer, reason);
}

/// <summary>Where a node is reached.</summary>
/// <param name="Node">Who is expected there.</param>
/// <param name="Address">Host and port.</param>
public readonly record struct NodeAddress(NodeId Node, string Address);
