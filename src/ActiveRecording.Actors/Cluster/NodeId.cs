namespace ActiveRecording.Actors.Cluster;

/// <summary>One life of a node: what is sent to an earlier or later life of the same node does not arrive.</summary>
/// <param name="Name">The configured name.</param>
/// <param name="Incarnation">The number the membership store gave to this life.</param>
public readonly record struct NodeId(string Name, long Incarnation)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}#{Incarnation}";
}
