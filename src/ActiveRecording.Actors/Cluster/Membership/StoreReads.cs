using ActiveRecording.EventSourcing.Members;
using static ActiveRecording.Actors.Cluster.Membership.MembershipEffect;
using static ActiveRecording.Actors.Cluster.Membership.MembershipInput;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>What the store says.</summary>
internal static class StoreReads
{
    public static MembershipState Read(MembershipState state, MemberList members, List<MembershipEffect> effects)
    {
        var again = state.MustReadAgain;
        state = state with { IsReading = false, StoreSeenAt = state.Now, StoreSeenSince = state.StoreSeenSince ?? state.Now };
        if (again) state = MembershipMachine.ReadSoon(state, effects);
        else state = state with { IsDoubtful = false };
        if (members.Version < state.Members.Version) return state;
        if (members.Find(state.Self) is null) return MembershipMachine.End(state, "the store has it down", effects);
        if (members.Version == state.Members.Version) return state;
        foreach (var gone in state.Peers.Values.Where(peer => members.Find(peer.Member.Incarnation) is null))
            effects.Add(new Dismiss(gone.Member));
        effects.Add(new Changed(members));
        return Meet(state with { Members = members }, effects);
    }

    public static MembershipState Fail(MembershipState state, List<MembershipEffect> effects)
    {
        state = state with { IsReading = false, StoreSeenSince = null };
        return state.MustReadAgain ? MembershipMachine.ReadSoon(state, effects) : state;
    }

    /// <summary>Whatever the store answered, it knows more now than this node does.</summary>
    public static MembershipState Deposed(MembershipState state, DeposeAnswered answered, List<MembershipEffect> effects) =>
        answered.Outcome == DeposeOutcome.NotAlive
            ? MembershipMachine.End(state, "it was deposed before it could depose another", effects)
            : MembershipMachine.ReadSoon(state, effects);

    /// <summary>Keeps what is known of old peers, and says to new ones, and about new members, at once that it lives.</summary>
    private static MembershipState Meet(MembershipState state, List<MembershipEffect> effects)
    {
        var peers = state.Peers.Clear();
        foreach (var member in state.Members.Alive.Where(member => member.Incarnation != state.Self))
        {
            var known = state.Peers.TryGetValue(member.Incarnation, out var peer);
            peers = peers.Add(member.Incarnation, known ? peer! with { Member = member } : new Peer(member, state.Now));
            effects.Add(new SendHeartbeat(member, MembershipMachine.BeatOf(state, isQuestion: !known)));
        }

        return state with { Peers = peers };
    }
}
