using ActiveRecording.Actors.Cluster.Membership;
using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster;

/// <content>Joining, leaving, being deposed, joining again.</content>
public sealed partial class ClusterNode
{
    /// <summary>A node that was a member for so long starts counting its deposals anew.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    private TaskCompletionSource<string?>? joining;
    private TaskCompletionSource? left;
    private ITimer? ticking;
    private Stage stage;
    private TimeSpan registeredAt;
    private bool isAdvancing;
    private TimeSpan upAt;
    private int deposals;

    /// <summary>Nodes that are there and turn this one away: it is not for it to say that they are dead.</summary>
    private readonly Dictionary<long, string> refusals = [];

    private enum Stage
    {
        Outside,
        Joining,
        Up,
        Leaving,
    }

    /// <summary>Joins the cluster, again after each time it is deposed, until <see cref="LeaveAsync"/>.</summary>
    /// <returns>
    /// Once it is up: null; or the reason why it is refused, and it does not try again. One that was up before and is refused, as
    /// when its clock was moved meanwhile, does.
    /// </returns>
    public Task<string?> JoinAsync()
    {
        var joined = joining = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Strand.Post(Register);
        return joined.Task;
    }

    /// <summary>Hands everything over, within the deadline, and is down then. A node that is no member is done at once.</summary>
    public Task LeaveAsync()
    {
        var gone = new TaskCompletionSource();
        Strand.Post(() =>
        {
            left = gone;
            if (stage is Stage.Outside or Stage.Joining) Close();
            else Advance(MemberState.Leaving);
        });
        return gone.Task;
    }

    private void Register()
    {
        if (left is not null) return;
        var registration = new Registration(
            options.Cluster, options.SecretProof, options.Name, options.Address, options.Roles, time.GetUtcNow(), options.Events);
        Ask(stop => store.RegisterAsync(registration, stop), outcome =>
        {
            if (outcome is RegistrationOutcome.Registered registered) Begin(registered.Incarnation);
            else if (outcome is RegistrationOutcome.Refused refused) Refuse(refused.Reason);
            else After(options.Membership.RejoinAfter, Register);
        });
    }

    private void Begin(long incarnation)
    {
        var self = new NodeId(options.Name, incarnation);
        log.Joining(options.Cluster, self, options.Address);
        (Self, stage, registeredAt, isAdvancing) = (self, Stage.Joining, Now, false);
        refusals.Clear();
        state = new MembershipState(incarnation, options.Membership, Now) { IsDoubtful = true };
        Courier.Start(self);
        Volatile.Write(ref tickedAt, time.GetTimestamp());
        ticking = time.CreateTimer(_ => Strand.Post(Tick), null, TimeSpan.Zero, options.Membership.Tick);
        Refresh();
    }

    private void Refuse(string reason)
    {
        log.JoinRefused(options.Cluster, options.Name, reason);
        if (joining?.TrySetResult(reason) == false) After(options.Membership.RejoinLimit, Register);
    }

    private void Tick()
    {
        if (state is null) return;
        Step(new MembershipInput.Tick());
        Volatile.Write(ref tickedAt, time.GetTimestamp());
        foreach (var part in parts) part.Tick();
    }

    /// <summary>Joining becomes up once the others are heard.</summary>
    private void Proceed()
    {
        if (stage != Stage.Joining || state!.Members.Version == 0 || isAdvancing) return;
        if (!state.HearsAll && Now - registeredAt < options.Membership.JoinPatience) return;
        if (TurnedAway() is { } reason) TurnAway(reason);
        else Advance(MemberState.Up);
    }

    /// <summary>Somebody is there and will not have it, and nobody is heard: null if that is not so.</summary>
    private string? TurnedAway() => state!.Peers.Values.Any(static peer => peer.WasHeard)
        ? null
        : state.Peers.Keys.Select(peer => refusals.GetValueOrDefault(peer)).FirstOrDefault(static reason => reason is not null);

    /// <summary>It would depose those it cannot hear, who are well. So it goes itself.</summary>
    private void TurnAway(string reason)
    {
        var incarnation = Self!.Value.Incarnation;
        Stop();
        Ask(async stop => (bool?)await store.AdvanceAsync(incarnation, MemberState.Down, stop), _ => Refuse(reason));
    }

    private void Advance(MemberState next)
    {
        var incarnation = Self!.Value.Incarnation;
        isAdvancing = true;
        Ask(async stop => (bool?)await store.AdvanceAsync(incarnation, next, stop), done =>
        {
            isAdvancing = false;
            if (done is null) After(options.Membership.RejoinAfter, () => Retry(incarnation, next));
            else if (done.Value) Advanced(next);
            else Refresh();
        });
    }

    private void Retry(long incarnation, MemberState next)
    {
        if (Self?.Incarnation == incarnation && (next > MemberState.Up || stage == Stage.Joining)) Advance(next);
    }

    private void Advanced(MemberState reached)
    {
        log.Advanced(Self!.Value, $"{reached}");
        if (reached == MemberState.Down)
        {
            Close();
            return;
        }

        stage = reached == MemberState.Up ? Stage.Up : Stage.Leaving;
        upAt = Now;
        Refresh();
        if (stage == Stage.Up) joining?.TrySetResult(null);
        else HandOver();
    }

    private void HandOver()
    {
        var life = Self;
        var all = Task.WhenAll(parts.Select(part => part.HandedOverAsync()));
        _ = Task.WhenAny(all, all.WaitAsync(options.HandOverDeadline, time)).ContinueWith(
            _ => Strand.Post(() =>
            {
                if (life == Self && stage == Stage.Leaving) Advance(MemberState.Down);
            }),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Deposed: stops everything that a member may do, then joins again.</summary>
    private void End(string reason)
    {
        if (left is not null)
        {
            Close();
            return;
        }

        // Those that turn it away hold it to be dead: it would join and be deposed for ever.
        if (stage == Stage.Joining && TurnedAway() is { } turnedAway)
        {
            Stop();
            Refuse(turnedAway);
            return;
        }

        if (Now - upAt >= LongEnough) deposals = 0;
        var wait = options.Membership.RejoinAfter * (1 << Math.Min(deposals++, 8));
        if (wait > options.Membership.RejoinLimit) wait = options.Membership.RejoinLimit;
        log.Deposed(Self!.Value, reason, wait.TotalMilliseconds);
        Stop();
        After(wait, Register);
    }

    private void Close()
    {
        Stop();
        left?.TrySetResult();
    }

    private void Stop()
    {
        (mayAct, stage, state, Self) = (false, Stage.Outside, null, null);
        ticking?.Dispose();
        Courier.Stop();
        foreach (var part in parts) part.Over();
    }

    private void After(TimeSpan wait, Action action)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ => Strand.Post(() =>
            {
                timer?.Dispose();
                action();
            }),
            null, wait, Timeout.InfiniteTimeSpan);
    }
}
