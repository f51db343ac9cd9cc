using System.Collections.Immutable;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>All that a node knows of the cluster. Instants are of its monotonic clock.</summary>
/// <param name="Self">Its incarnation.</param>
/// <param name="Options">The timeouts.</param>
/// <param name="Now">The latest instant it was told.</param>
internal sealed record MembershipState(long Self, MembershipOptions Options, TimeSpan Now)
{
    /// <summary>As last read.</summary>
    public MemberList Members { get; init; } = MemberList.Empty;

    /// <summary>The other living nodes by incarnation.</summary>
    public ImmutableSortedDictionary<long, Peer> Peers { get; init; } = ImmutableSortedDictionary<long, Peer>.Empty;

    /// <summary>The last tick.</summary>
    public TimeSpan TickedAt { get; init; } = Now;

    /// <summary>The last round of heartbeats.</summary>
    public TimeSpan? BeatAt { get; init; }

    /// <summary>A read of the store is under way.</summary>
    public bool IsReading { get; init; }

    /// <summary>Somebody knows a newer version, or this node was asleep: the store is read again after this read.</summary>
    public bool MustReadAgain { get; init; }

    /// <summary>The last read that came back.</summary>
    public TimeSpan StoreSeenAt { get; init; } = Now;

    /// <summary>Since when every read came back; null while the store is not seen.</summary>
    public TimeSpan? StoreSeenSince { get; init; }

    /// <summary>It was asleep and has not yet read that it still is a member.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>It is no longer a member.</summary>
    public bool IsOver { get; init; }

    /// <summary>Every node that is up was heard.</summary>
    public bool HearsAll => Peers.Values.All(peer => peer.WasHeard || peer.Member.State == MemberState.Joining);

    /// <summary>How to reach a peer: itself, a third node, or not at all.</summary>
    public long? RouteTo(long peer) => Peers.TryGetValue(peer, out var known)
        ? known.Standing switch
        {
            Standing.Relayed relayed => relayed.Via,
            Standing.Probing { Via: { } via } => via,
            _ => peer,
        }
        : null;

    public MembershipState With(Peer peer) => this with { Peers = Peers.SetItem(peer.Member.Incarnation, peer) };
}
