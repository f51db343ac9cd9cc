using System.Collections.Immutable;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Actors.Cluster.Membership;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster;

/// <content>What membership wants done.</content>
public sealed partial class ClusterNode
{
    private int reads;

    private void Run(MembershipEffect effect)
    {
        switch (effect)
        {
            case MembershipEffect.SendHeartbeat beat:
                MembershipWire.Send(Courier, IdOf(beat.To), beat.Heartbeat);
                break;
            case MembershipEffect.AskProbe probe:
                MembershipWire.AskProbe(Courier, IdOf(probe.Third), probe.About);
                break;
            case MembershipEffect.AnswerProbe answer:
                if (state!.Members.Find(answer.To) is { } asker)
                    MembershipWire.AnswerProbe(Courier, IdOf(asker), answer.About, answer.IsReached);
                break;
            case MembershipEffect.ReadStore: Read(); break;
            case MembershipEffect.Depose depose: Depose(depose); break;
            case MembershipEffect.Dismiss dismiss: MembershipWire.Dismiss(Courier, IdOf(dismiss.Deposed)); break;
            case MembershipEffect.Changed changed: Changed(changed.Members); break;
            case MembershipEffect.Over over: End(over.Reason); break;
        }
    }

    private void Changed(MemberList members)
    {
        log.Members(members.Version, string.Join(", ", members.Members.Select(member => $"{IdOf(member)} {member.State}")));
        var others = members.Alive.Where(member => member.Incarnation != Self!.Value.Incarnation);
        Courier.Reach([.. others.Select(member => new NodeAddress(IdOf(member), member.Address))], Routes());
        foreach (var part in parts) part.Changed(Self!.Value, members);
    }

    private void Read()
    {
        var read = ++reads;
        Ask(stop => store.ReadAsync(stop), members =>
        {
            if (read == reads) Step(members is null ? new MembershipInput.StoreFailed() : new MembershipInput.StoreRead(members));
        });
    }

    private void Depose(MembershipEffect.Depose depose)
    {
        var deposed = depose.Suspect.Incarnation;
        var deposer = Self!.Value.Incarnation;
        log.Deposing(IdOf(depose.Suspect), depose.Reason);
        Ask(
            async stop => (DeposeOutcome?)await store.DeposeAsync(deposer, deposed, stop),
            outcome => Step(new MembershipInput.DeposeAnswered(deposed, outcome)));
    }

    /// <summary>Asks the store; the answer comes on the strand, as a default when there is none in time.</summary>
    private void Ask<T>(Func<CancellationToken, Task<T>> question, Action<T?> answered)
    {
        var life = Self;
        var limit = new CancellationTokenSource(options.StoreTimeout, time);
        var task = Attempt(question, limit.Token).WaitAsync(options.StoreTimeout, time);
        _ = task.ContinueWith(
            ended => Strand.Post(() =>
            {
                limit.Dispose();
                if (!ended.IsCompletedSuccessfully) log.StoreFailed(ended.Exception?.InnerException);
                if (life == Self) answered(ended.IsCompletedSuccessfully ? ended.Result : default);
            }),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Task<T> Attempt<T>(Func<CancellationToken, Task<T>> question, CancellationToken stop)
    {
        try
        {
            return question(stop);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private ImmutableDictionary<long, NodeId> Routes()
    {
        var known = state!.Members.Alive.ToDictionary(member => member.Incarnation, IdOf);
        return state.Peers.Keys
            .Select(peer => (peer, hop: state.RouteTo(peer)))
            .Where(route => route.hop is { } hop && known.ContainsKey(hop))
            .ToImmutableDictionary(route => route.peer, route => known[route.hop!.Value]);
    }

    private static NodeId IdOf(Member member) => new(member.Name, member.Incarnation);
}
