using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Host.Nodes;

/// <summary>What a node of a cluster runs on.</summary>
/// <param name="Store">Who is in it.</param>
/// <param name="Links">To the other nodes.</param>
public sealed record ClusterDrivers(IMembershipStore Store, INodeLinks Links);
