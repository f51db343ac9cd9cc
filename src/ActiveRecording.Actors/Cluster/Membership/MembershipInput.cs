using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>What a node learns, at an instant of its own monotonic clock.</summary>
internal abstract record MembershipInput
{
    private MembershipInput()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : MembershipInput;

    /// <summary>A heartbeat came directly from a node.</summary>
    public sealed record Heard(long From, Heartbeat Heartbeat) : MembershipInput;

    /// <summary>The connection to a node broke, or could not be made.</summary>
    public sealed record Broken(long Peer) : MembershipInput;

    /// <summary>A node asks whether this one reaches a third.</summary>
    public sealed record ProbeAsked(long By, long About) : MembershipInput;

    /// <summary>A third node says whether it reaches a suspect.</summary>
    public sealed record ProbeAnswered(long By, long About, bool IsReached) : MembershipInput;

    /// <summary>The store was read.</summary>
    public sealed record StoreRead(MemberList Members) : MembershipInput;

    /// <summary>The store did not answer.</summary>
    public sealed record StoreFailed : MembershipInput;

    /// <summary>The store answered an attempt to depose, or did not.</summary>
    public sealed record DeposeAnswered(long Peer, DeposeOutcome? Outcome) : MembershipInput;

    /// <summary>Somebody shows that the store changed.</summary>
    public sealed record StoreChanged : MembershipInput;

    /// <summary>Another node says that an incarnation is down.</summary>
    public sealed record Dismissed(long Who) : MembershipInput;
}

/// <summary>What nodes tell each other all the time.</summary>
/// <param name="Version">Of the members the sender knows.</param>
/// <param name="StoreUnseenMs">Milliseconds since the sender last saw the store.</param>
/// <param name="IsQuestion">The sender waits for a heartbeat in return.</param>
internal sealed record Heartbeat(long Version, int StoreUnseenMs, bool IsQuestion);
