namespace ActiveRecording.EventSourcing.Members;

/// <summary>One life of a node in the cluster, as the store knows it.</summary>
/// <param name="Incarnation">From 1, given by the store, greater than every one before it.</param>
/// <param name="Name">The node's configured name; the same in every incarnation.</param>
/// <param name="Address">Where other nodes reach it, host and port.</param>
/// <param name="Roles">What it is configured to do, for example <c>sip-server</c>.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Registered">By the store's clock.</param>
public sealed record Member(
    long Incarnation, string Name, string Address, IReadOnlyList<string> Roles, MemberState State, DateTimeOffset Registered)
{
    /// <summary>Not down: it may depose others, and others wait for it.</summary>
    public bool IsAlive => State != MemberState.Down;

    /// <summary>Whether it has the role.</summary>
    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);
}

/// <summary>Who is in the cluster, at one version of the truth.</summary>
/// <param name="Version">Counts every change of any member.</param>
/// <param name="Now">The store's clock.</param>
/// <param name="Members">The youngest incarnation of each name, by name.</param>
public sealed record MemberList(long Version, DateTimeOffset Now, IReadOnlyList<Member> Members)
{
    /// <summary>Before anything was read.</summary>
    public static MemberList Empty { get; } = new(0, default, []);

    /// <summary>Those that are not down.</summary>
    public IEnumerable<Member> Alive => Members.Where(member => member.IsAlive);

    /// <summary>The living incarnation of that number, or null.</summary>
    public Member? Find(long incarnation) =>
        Members.FirstOrDefault(member => member.Incarnation == incarnation && member.IsAlive);
}
