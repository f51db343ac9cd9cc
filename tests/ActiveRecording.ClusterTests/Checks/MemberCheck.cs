using ActiveRecording.Tests;

namespace ActiveRecording.ClusterTests.Checks;

/// <summary>Looks into the table of members: each life of a node in the cluster has a number of its own.</summary>
/// <param name="database">Connection string.</param>
internal sealed class MemberCheck(string database)
{
    private readonly IReadOnlyList<string> before = Lives(database);

    /// <summary>Nodes that left or were deposed since, and joined again.</summary>
    public IReadOnlyList<string> JoinedAgain() =>
        [.. Lives(database).Except(before).Select(static life => life.Split('#')[0]).Distinct()];

    private static List<string> Lives(string database) => PostgresCluster.Query<string>(
        database, "SELECT name || '#' || max(incarnation) FROM member GROUP BY name");
}
