using static ActiveRecording.Actors.Cluster.Membership.MembershipEffect;
using static ActiveRecording.Actors.Cluster.Membership.MembershipInput;

namespace ActiveRecording.Actors.Cluster.Membership;

/// <summary>Asking third nodes whether they reach a suspect, and being asked.</summary>
internal static class Probes
{
    /// <summary>
    /// Asks all others and the suspect itself. Without others, only the suspect's silence until the timeout counts, so
    /// that a connection that broke alone can be made anew.
    /// </summary>
    public static MembershipState Begin(MembershipState state, Peer suspect, List<MembershipEffect> effects)
    {
        var asked = state.Peers.Values
            .Where(peer => peer.Member.Incarnation != suspect.Member.Incarnation)
            .Where(peer => peer is { WasHeard: true, Standing: Standing.Alive })
            .Select(peer => peer.Member)
            .ToList();
        foreach (var third in asked) effects.Add(new AskProbe(third, suspect.Member.Incarnation));
        effects.Add(new SendHeartbeat(suspect.Member, MembershipMachine.BeatOf(state, isQuestion: true)));
        return state.With(suspect with
        {
            Standing = new Standing.Probing(
                state.Now, [.. asked.Select(member => member.Incarnation)], (suspect.Standing as Standing.Relayed)?.Via),
        });
    }

    /// <summary>A node asks about another: what is known is said at once, else the other is called.</summary>
    public static MembershipState Ask(MembershipState state, ProbeAsked asked, List<MembershipEffect> effects)
    {
        if (!state.Peers.TryGetValue(asked.About, out var peer) || peer.IsBroken)
        {
            effects.Add(new AnswerProbe(asked.By, asked.About, false));
            return state;
        }

        effects.Add(new SendHeartbeat(peer.Member, MembershipMachine.BeatOf(state, isQuestion: true)));
        return state.With(peer with { AskedBy = peer.AskedBy.Add((asked.By, state.Now + (state.Options.ProbeTimeout * 2 / 3))) });
    }

    /// <summary>One that reaches the suspect is enough; nobody does when all have said so.</summary>
    public static MembershipState Answer(MembershipState state, ProbeAnswered answered)
    {
        if (!state.Peers.TryGetValue(answered.About, out var suspect)) return state;
        if (suspect.Standing is not Standing.Probing probing || !probing.Asked.Contains(answered.By)) return state;
        if (answered.IsReached) return state.With(suspect with { Standing = new Standing.Relayed(state.Now, answered.By) });
        var left = probing.Asked.Remove(answered.By);
        return state.With(suspect with { Standing = left.IsEmpty ? new Standing.Unreached(state.Now) : probing with { Asked = left } });
    }

    /// <summary>Those who asked about a silent peer hear so in time.</summary>
    public static Peer GiveUp(MembershipState state, Peer peer, List<MembershipEffect> effects)
    {
        if (peer.AskedBy.IsEmpty) return peer;
        foreach (var (by, until) in peer.AskedBy)
        {
            if (until <= state.Now) effects.Add(new AnswerProbe(by, peer.Member.Incarnation, false));
        }

        return peer with { AskedBy = peer.AskedBy.RemoveAll(duty => duty.Until <= state.Now) };
    }
}
