using System.Collections.Immutable;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>Another living node, as this one sees it. Instants are of this node's monotonic clock.</summary>
internal sealed record Peer(Member Member, TimeSpan HeardAt)
{
    /// <summary>What is thought of it.</summary>
    public Standing Standing { get; init; } = new Standing.Alive();

    /// <summary>It was heard since it became known.</summary>
    public bool WasHeard { get; init; }

    /// <summary>The connection broke and nothing was heard since.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Since when it says that it does not see the store; null while it does.</summary>
    public TimeSpan? StoreUnseenSince { get; init; }

    /// <summary>Those who want to know whether it is reached, and until when they want to.</summary>
    public ImmutableList<(long By, TimeSpan Until)> AskedBy { get; init; } = [];

    /// <summary>When the store was last asked to put it down.</summary>
    public TimeSpan? DeposedAt { get; init; }
}

/// <summary>What is thought of a peer.</summary>
internal abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>Heard often enough.</summary>
    public sealed record Alive : Standing;

    /// <summary>Suspected; others are being asked. It was reached through <paramref name="Via"/> up to now, or directly.</summary>
    public sealed record Probing(TimeSpan Since, ImmutableHashSet<long> Asked, long? Via) : Standing;

    /// <summary>Not heard, but another node reaches it: what is meant for it goes that way.</summary>
    public sealed record Relayed(TimeSpan Since, long Via) : Standing;

    /// <summary>Nobody reaches it.</summary>
    public sealed record Unreached(TimeSpan Since) : Standing;
}
