namespace ActiveRecording.Operations;

/// <summary>Who is in the cluster, as the node that was asked knows it.</summary>
/// <param name="Node">The node that was asked.</param>
/// <param name="IsClustered">Whether it shares its journal with others; else it is the only member.</param>
/// <param name="Members">By name.</param>
public sealed record ClusterView(string Node, bool IsClustered, IReadOnlyList<ClusterMember> Members);

/// <summary>A node of the cluster.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Incarnation">From 1; which life of it.</param>
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="State"><c>joining</c>, <c>up</c>, <c>leaving</c> or <c>down</c>.</param>
/// <param name="Roles">What it does.</param>
/// <param name="NotReady">Why it takes no calls; only of the node that was asked.</param>
public sealed record ClusterMember(
    string Name, long Incarnation, string Address, string State, IReadOnlyList<string> Roles, IReadOnlyList<string> NotReady);

/// <summary>A shard of the journal.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Owner">The node that writes it; absent while nobody is known to.</param>
/// <param name="Epoch">In which its owner writes; only of the node that was asked.</param>
/// <param name="Types">The kinds of entities in it.</param>
/// <param name="Live">Entities in it that are not over.</param>
public sealed record ShardEntry(int Shard, string? Owner, long? Epoch, IReadOnlyList<string> Types, int Live);

/// <summary>What a node says to a command.</summary>
/// <param name="Message">One sentence.</param>
public sealed record NodeAnswer(string Message);
