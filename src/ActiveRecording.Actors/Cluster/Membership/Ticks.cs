using static ActiveRecording.Actors.Cluster.Membership.MembershipEffect;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>What passing time leads to: heartbeats, suspicion, deposing, reading the store.</summary>
internal static class Ticks
{
    public static MembershipState On(MembershipState state, List<MembershipEffect> effects)
    {
        if (state.Now - state.TickedAt >= state.Options.Asleep) state = WakeUp(state, effects);
        state = state with { TickedAt = state.Now };
        state = Beat(state, effects);
        foreach (var incarnation in state.Peers.Keys) state = Look(state, state.Peers[incarnation], effects);
        return state.Now - state.StoreSeenAt >= state.Options.StorePoll && !state.IsReading
            ? MembershipMachine.ReadSoon(state, effects)
            : state;
    }

    /// <summary>This node was asleep, not the others: nobody is suspected for what it did not hear meanwhile.</summary>
    private static MembershipState WakeUp(MembershipState state, List<MembershipEffect> effects)
    {
        foreach (var peer in state.Peers.Values)
        {
            var standing = peer.IsBroken ? peer.Standing : new Standing.Alive();
            state = state.With(peer with { HeardAt = state.Now, Standing = standing, StoreUnseenSince = null });
        }

        return MembershipMachine.ReadSoon(state with { IsDoubtful = true, StoreSeenSince = null }, effects);
    }

    private static MembershipState Beat(MembershipState state, List<MembershipEffect> effects)
    {
        if (state.BeatAt is { } last && state.Now - last < state.Options.Heartbeat) return state;
        foreach (var peer in state.Peers.Values)
            effects.Add(new SendHeartbeat(peer.Member, MembershipMachine.BeatOf(state, isQuestion: false)));
        return state with { BeatAt = state.Now };
    }

    private static MembershipState Look(MembershipState state, Peer peer, List<MembershipEffect> effects)
    {
        peer = Probes.GiveUp(state, peer, effects);
        state = state.With(peer);
        var silent = state.Now - peer.HeardAt;
        return peer.Standing switch
        {
            Standing.Alive when silent > state.Options.Heartbeat * state.Options.MissedHeartbeats =>
                Probes.Begin(state, peer, effects),
            Standing.Alive when LostStore(state, peer) => Depose(state, peer, "it lost the store", effects),
            Standing.Probing probing when state.Now - probing.Since >= state.Options.ProbeTimeout =>
                state.With(peer with { Standing = new Standing.Unreached(state.Now) }),
            Standing.Relayed relayed when state.Now - relayed.Since >= state.Options.ProbeAgain =>
                Probes.Begin(state, peer, effects),
            Standing.Unreached unreached when state.Now - unreached.Since >= Patience(state) =>
                Depose(state, peer, $"not heard for {silent.TotalMilliseconds:0} ms and reached by nobody", effects),
            _ => state,
        };
    }

    /// <summary>It says so itself, and the store was there all the while.</summary>
    private static bool LostStore(MembershipState state, Peer peer) =>
        peer.StoreUnseenSince is { } unseen && state.StoreSeenSince is { } seen
        && state.Now - unseen >= state.Options.StoreLost && seen <= unseen;

    /// <summary>Who misses most of the others waits, so that they can be first.</summary>
    private static TimeSpan Patience(MembershipState state)
    {
        var missed = state.Peers.Values.Count(peer => peer.Standing is Standing.Unreached or Standing.Probing);
        return missed >= 2 && missed * 2 > state.Peers.Count ? state.Options.OutnumberedWait : TimeSpan.Zero;
    }

    private static MembershipState Depose(MembershipState state, Peer peer, string reason, List<MembershipEffect> effects)
    {
        if (state.IsDoubtful || state.StoreSeenSince is null) return state;
        if (peer.DeposedAt is { } asked && state.Now - asked < state.Options.ProbeAgain) return state;
        effects.Add(new MembershipEffect.Depose(peer.Member, reason));
        return state.With(peer with { DeposedAt = state.Now });
    }
}
