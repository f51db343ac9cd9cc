namespace ActiveRecording.EventSourcing.Members;

/// <summary>What a node says of itself when it asks to join.</summary>
/// <param name="Cluster">The cluster it means to join; guards against the wrong database.</param>
/// <param name="SecretProof">Shows that it has the cluster's secret without telling it; the same on every node.</param>
/// <param name="Name">Its configured name.</param>
/// <param name="Address">Where other nodes reach it, host and port.</param>
/// <param name="Roles">What it is configured to do.</param>
/// <param name="Clock">Its clock now.</param>
/// <param name="Events">Every event it can replay and may write, as <c>name/version</c>.</param>
public sealed record Registration(
    string Cluster, string SecretProof, string Name, string Address, IReadOnlyList<string> Roles,
    DateTimeOffset Clock, IReadOnlyList<string> Events)
{
    /// <summary>How far its clock may be from the store's; 10 s by default.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Why such a node must not join, or null; the same words whatever the store.</summary>
    public string? ObjectionOf(ClusterFacts facts)
    {
        if (facts.Cluster is { } cluster && !cluster.Equals(Cluster, StringComparison.Ordinal))
            return $"this is the store of cluster '{cluster}', not of '{Cluster}'";
        if (facts.SecretProof is { } proof && !proof.Equals(SecretProof, StringComparison.Ordinal))
            return $"its secret is not that of cluster '{Cluster}'";
        var ahead = Clock - facts.Now;
        if (ahead.Duration() > ClockTolerance)
            return $"its clock is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the store's";
        if (facts.EventsOfCluster.Except(Events, StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault() is { } missing)
            return $"it is too old: it does not know event {missing}";
        if (facts.EventsOfEveryLivingNode is { } common
            && Events.Except(common, StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault() is { } newer)
            return $"it is too new: living nodes do not know its event {newer}";
        return null;
    }
}

/// <summary>What a store holds against a registration.</summary>
/// <param name="Cluster">The name given by the first node ever; null before it.</param>
/// <param name="SecretProof">Given by the first node ever; null before it.</param>
/// <param name="Now">The store's clock.</param>
/// <param name="EventsOfCluster">Every event that any node up to now may have written.</param>
/// <param name="EventsOfEveryLivingNode">The events all living nodes know; null when none lives.</param>
public sealed record ClusterFacts(
    string? Cluster, string? SecretProof, DateTimeOffset Now,
    IReadOnlyCollection<string> EventsOfCluster, IReadOnlyCollection<string>? EventsOfEveryLivingNode);
