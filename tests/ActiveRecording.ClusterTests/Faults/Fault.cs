using ActiveRecording.ClusterTests.Arena;

namespace ActiveRecording.ClusterTests.Faults;

/// <summary>A kind of fault.</summary>
/// <param name="Name">On the command line and in the result.</param>
/// <param name="Says">In words, for people.</param>
/// <param name="Bar">The longest, p99, that a call may not be answered; null for no bar.</param>
/// <param name="Strikes">One after the other; each is made when the cluster is whole again after the one before.</param>
internal sealed record Fault(string Name, string Says, TimeSpan? Bar, IReadOnlyList<Func<Cluster, Strike>> Strikes)
{
    /// <summary>How long a silent node is believed, at most (the default detection).</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KilledFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LinkCutFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DatabaseCutFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(45);

    public static readonly IReadOnlyList<Fault> All =
    [
        new("kill", "kill -9 of a node", TimeSpan.FromSeconds(1.5), [KillHolder, KillBystander]),
        new("stop", "SIGSTOP for 10 s, then SIGCONT", Detection + Rest, [Stop]),
        new("link-cut", "the link between two nodes cut for 5 s, both see the database", Detection + Rest, [CutLink]),
        new("database-cut", "a node cut off from the database for 10 s", Detection + Rest, [CutDatabase]),
        new("database-restart", "PostgreSQL restarted in immediate mode", Rest, [RestartDatabase]),
        new("rolling-restart", "SIGTERM of each node in turn", null, [.. Enumerable.Range(0, Places.Nodes).Select(Restart)]),
    ];

    private static Strike KillHolder(Cluster cluster) =>
        Kill(cluster, cluster.Holder(), "which has the virtual address of the SIP Server");

    private static Strike KillBystander(Cluster cluster)
    {
        var bystander = cluster.Bystander();
        return Kill(cluster, bystander, "which has no virtual address") with { Only = bystander };
    }

    private static Strike Kill(Cluster cluster, HostProcess node, string which)
    {
        var says = $"kill -9 of {node.Name}, {which}";
        return Strike.For(KilledFor, says, () => node.Signal("KILL"), () => cluster.Start(node)) with { Deposes = node };
    }

    private static Strike Stop(Cluster cluster)
    {
        var node = cluster.Holder();
        var says = $"SIGSTOP of {node.Name}, which has the virtual address of the SIP Server";
        return Strike.For(StoppedFor, says, () => node.Signal("STOP"), () => node.Signal("CONT")) with { Deposes = node };
    }

    private static Strike CutLink(Cluster cluster)
    {
        var (one, other) = (cluster.Holder(), cluster.Bystander());
        var says = $"no packet between {one.Name}, which has the virtual address, and {other.Name}";
        return Cut(LinkCutFor, says, () => cluster.CutLink(one, other)) with { Only = other };
    }

    private static Strike CutDatabase(Cluster cluster)
    {
        var node = cluster.Holder();
        var says = $"no packet between {node.Name}, which has the virtual address, and the database";
        return Cut(DatabaseCutFor, says, () => cluster.CutDatabase(node)) with { Deposes = node };
    }

    private static Strike Cut(TimeSpan time, string says, Func<IDisposable> cut)
    {
        IDisposable? healing = null;
        return Strike.For(time, says, () => healing = cut(), () => healing!.Dispose());
    }

    private static Strike RestartDatabase(Cluster cluster)
    {
        Task<TimeSpan>? away = null;
        return new Strike(
            "SIGQUIT of PostgreSQL and a new start",
            () => away = Task.Run(cluster.CrashDatabase),
            async () =>
            {
                var down = await away!;
                await Task.Delay(Rest);
                return down;
            },
            static () => { });
    }

    private static Func<Cluster, Strike> Restart(int index) => cluster =>
    {
        var node = cluster.Nodes[index];
        return new Strike(
            $"SIGTERM of {node.Name}",
            () => node.Signal("TERM"),
            async () =>
            {
                var code = await node.EndedAsync(LeaveLimit);
                if (code != 0) throw new InvalidOperationException($"{node.Name} ended with exit code {code}");
                return TimeSpan.Zero;
            },
            () => cluster.Start(node))
        { Deposes = node };
    };
}
