namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>How soon a node is held to be dead. With the defaults: at once when its process died, else within 2 s.</summary>
public sealed record MembershipOptions
{
    /// <summary>How often the rules are looked at; timeouts are that much late at most.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often each node says to each other that it lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>So many heartbeats missing make a suspect.</summary>
    public int MissedHeartbeats { get; init; } = 3;

    /// <summary>How long a third node may take to reach a suspect, and to say so.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A node that others reach and this one does not is looked at again so often.</summary>
    public TimeSpan ProbeAgain { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a node waits that misses more than half of the others, at least two: rather it is cut off than they dead,
    /// and they may depose it first.
    /// </summary>
    public TimeSpan OutnumberedWait { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How often the store is read when nobody said that it changed.</summary>
    public TimeSpan StorePoll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A node that does not see the store for so long is deposed by one that did see it all the while.</summary>
    public TimeSpan StoreLost { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>
    /// A node whose clock stood still for so long was asleep: it acts again only when the store says that it still
    /// is a member. Shorter than anybody could depose it in.
    /// </summary>
    public TimeSpan Asleep { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a joining node waits to hear all the others before it is up without them.</summary>
    public TimeSpan JoinPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Wait before a deposed node joins again; doubled each time.</summary>
    public TimeSpan RejoinAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before joining again.</summary>
    public TimeSpan RejoinLimit { get; init; } = TimeSpan.FromSeconds(10);
}
