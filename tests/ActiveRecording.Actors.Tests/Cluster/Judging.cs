using ActiveRecording.Actors.Cluster.Membership;
using ActiveRecording.EventSourcing.Members;
using static ActiveRecording.Actors.Cluster.Membership.MembershipInput;

namespace ActiveRecording.Actors.Tests.Cluster;

/// <summary>Node 1 of a cluster, as a state that is told things; nodes 2, 3 and so on were heard just now.</summary>
internal sealed class Judging
{
    private readonly List<MembershipEffect> effects = [];
    private readonly int nodes;
    private TimeSpan now;

    public Judging(int nodes)
    {
        this.nodes = nodes;
        State = new MembershipState(1, new MembershipOptions(), TimeSpan.Zero);
        Tell(new Tick());
        Tell(new StoreRead(Members(1)));
        for (var peer = 2; peer <= nodes; peer++) Tell(Beat(peer));
        effects.Clear();
    }

    public MembershipState State { get; private set; }

    /// <summary>What was wanted since the last look, heartbeats and reads of the store left out.</summary>
    public IReadOnlyList<MembershipEffect> Wanted
    {
        get
        {
            MembershipEffect[] wanted =
                [.. effects.Where(effect => effect is not (MembershipEffect.SendHeartbeat or MembershipEffect.ReadStore))];
            effects.Clear();
            return wanted;
        }
    }

    public IEnumerable<long> Deposed => Wanted.OfType<MembershipEffect.Depose>().Select(depose => depose.Suspect.Incarnation);

    public IReadOnlyList<MembershipEffect> All => effects;

    public static Heard Beat(long from, long version = 1, int storeUnseenMs = 0) => new(from, new Heartbeat(version, storeUnseenMs, false));

    public void Tell(MembershipInput input)
    {
        var (next, wanted) = MembershipMachine.On(State, input, now);
        State = next;
        effects.AddRange(wanted);
    }

    /// <summary>Lets time pass in ticks; those in <paramref name="heard"/> send heartbeats, the store answers.</summary>
    public void Pass(int milliseconds, params long[] heard)
    {
        var end = now + TimeSpan.FromMilliseconds(milliseconds);
        while (now < end)
        {
            now += State.Options.Tick;
            foreach (var peer in heard) Tell(Beat(peer));
            Tell(new Tick());
            if (State.IsReading && SeesStore) Tell(new StoreRead(Members(State.Members.Version)));
        }
    }

    public bool SeesStore { get; set; } = true;

    /// <summary>The machine stands still for that long.</summary>
    public void Sleep(int milliseconds) => now += TimeSpan.FromMilliseconds(milliseconds);

    public MemberList Members(long version, params long[] down) => new(
        version, default,
        [.. Enumerable.Range(1, nodes).Select(number => new Member(
            number, $"n{number}", $"127.0.0.1{number}:7070", [],
            down.Contains(number) ? MemberState.Down : MemberState.Up, default))]);
}
