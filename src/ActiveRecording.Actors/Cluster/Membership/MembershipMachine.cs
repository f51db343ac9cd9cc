using ActiveRecording.EventSourcing.Members;
using static ActiveRecording.Actors.Cluster.Membership.MembershipEffect;
using static ActiveRecording.Actors.Cluster.Membership.MembershipInput;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>
/// Who is in the cluster, who is suspected, who is deposed: state and input lead to state and effects, nothing else.
/// A node is deposed when three heartbeats are missing or its connection broke, <em>and</em> no third node reaches it
/// either; or when it says that it lost the store, which the deposer saw all the while. The store decides who was first.
/// </summary>
internal static class MembershipMachine
{
    public static (MembershipState State, IReadOnlyList<MembershipEffect> Effects) On(
        MembershipState state, MembershipInput input, TimeSpan now)
    {
        if (state.IsOver) return (state, []);
        var effects = new List<MembershipEffect>();
        var next = state with { Now = now };
        next = input switch
        {
            Tick => Ticks.On(next, effects),
            Heard heard => Hear(next, heard, effects),
            Broken broken => Break(next, broken.Peer, effects),
            ProbeAsked asked => Probes.Ask(next, asked, effects),
            ProbeAnswered answered => Probes.Answer(next, answered),
            StoreRead read => StoreReads.Read(next, read.Members, effects),
            StoreFailed => StoreReads.Fail(next, effects),
            DeposeAnswered answered => StoreReads.Deposed(next, answered, effects),
            StoreChanged => ReadSoon(next, effects),
            Dismissed dismissed when dismissed.Who == state.Self => End(next, "another node says that it is deposed", effects),
            _ => next,
        };
        return (next, effects);
    }

    public static MembershipState End(MembershipState state, string reason, List<MembershipEffect> effects)
    {
        effects.Add(new Over(reason));
        return state with { IsOver = true, IsDoubtful = true };
    }

    public static MembershipState ReadSoon(MembershipState state, List<MembershipEffect> effects)
    {
        if (state.IsReading) return state with { MustReadAgain = true };
        effects.Add(new ReadStore());
        return state with { IsReading = true, MustReadAgain = false };
    }

    public static Heartbeat BeatOf(MembershipState state, bool isQuestion) => new(
        state.Members.Version, (int)(state.Now - state.StoreSeenAt).TotalMilliseconds, isQuestion);

    private static MembershipState Hear(MembershipState state, Heard heard, List<MembershipEffect> effects)
    {
        if (!state.Peers.TryGetValue(heard.From, out var peer)) return HearStranger(state, heard, effects);
        foreach (var (by, _) in peer.AskedBy) effects.Add(new AnswerProbe(by, heard.From, true));
        if (heard.Heartbeat.IsQuestion) effects.Add(new SendHeartbeat(peer.Member, BeatOf(state, isQuestion: false)));
        var unseen = TimeSpan.FromMilliseconds(heard.Heartbeat.StoreUnseenMs);
        state = state.With(peer with
        {
            HeardAt = state.Now,
            WasHeard = true,
            IsBroken = false,
            Standing = new Standing.Alive(),
            AskedBy = [],
            StoreUnseenSince = unseen > state.Options.StorePoll + state.Options.Heartbeat ? state.Now - unseen : null,
        });
        return heard.Heartbeat.Version > state.Members.Version ? ReadSoon(state, effects) : state;
    }

    /// <summary>A newcomer is in the store already; one that is down there does not know it yet.</summary>
    private static MembershipState HearStranger(MembershipState state, Heard heard, List<MembershipEffect> effects)
    {
        var down = state.Members.Members.FirstOrDefault(
            member => member.Incarnation == heard.From && member.State == MemberState.Down);
        if (down is not null) effects.Add(new Dismiss(down));
        return heard.Heartbeat.Version > state.Members.Version ? ReadSoon(state, effects) : state;
    }

    private static MembershipState Break(MembershipState state, long broken, List<MembershipEffect> effects)
    {
        if (!state.Peers.TryGetValue(broken, out var peer) || peer.IsBroken) return state;
        foreach (var (by, _) in peer.AskedBy) effects.Add(new AnswerProbe(by, broken, false));
        peer = peer with { IsBroken = true, AskedBy = [] };
        return peer.Standing is Standing.Alive && peer.WasHeard ? Probes.Begin(state, peer, effects) : state.With(peer);
    }
}
