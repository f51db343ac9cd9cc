using ActiveRecording.Host.Nodes;
using ActiveRecording.Simulation.Crashes;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>One life of a node: a real <see cref="Host.Nodes.Node"/> on drivers that can fail.</summary>
internal sealed class SiteNode
{
    /// <summary>Timers that entities set so soon after shards came are theirs from before.</summary>
    private static readonly TimeSpan Replaying = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(2);
    private readonly Site site;
    private TimeSpan tookOverAt;

    /// <param name="site">Where.</param>
    /// <param name="name">Its name; also that of its earlier lives.</param>
    /// <param name="database">Where it writes.</param>
    public SiteNode(Site site, string name, Database database)
    {
        (this.site, Name) = (site, name);
        var simulator = site.Simulator;
        Wire = new DatabaseWire(simulator, Life, database, site.Chance);
        Clock = new NodeClock(new MortalTime(Life, simulator.Time)) { Remembers = site.KeepsLog };
        if (site.Bug == Bug.LoseADeadlineOnReplay) Clock.Loses = IsReplayed;
        Network = new NodeNetwork(Life, new MortalNetwork(Life, simulator.Network), site.Bug);
        var writer = database.NewWriter();
        Node = new Node(SiteMap.OptionsOf(name, site.Folder), new NodeDrivers
        {
            Network = Network,
            Scheduler = new MortalScheduler(Life, simulator.Scheduler),
            Time = Clock,
            Identifiers = simulator.Identifiers,
            Journal = new WiredJournal(Wire, writer, database.Witness, name, site.Bug) { TookOver = () => tookOverAt = simulator.Time.Elapsed },
            Feed = writer,
            ReadModels = database.ReadModels,
            Cluster = IsInCluster ? new ClusterDrivers(new WiredMembers(Wire, database.Members), site.Links.Attach(name, Life)) : null,
            Logging = new NodeLog(name, site),
            SipTrace = new MortalTrace(Life, new NodeTrace(name, site.TraceOf(name), site.Findings)),
            FreeSpace = static _ => long.MaxValue,
        });
        Life.Ended += Clock.Stop;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Has shards that move.</summary>
    public bool IsInCluster => SiteMap.ClusterNodes.Contains(Name, StringComparer.Ordinal);

    /// <summary>Ends when it is killed.</summary>
    public Life Life { get; } = new();

    /// <summary>To its database.</summary>
    public DatabaseWire Wire { get; }

    /// <summary>What time it thinks it is.</summary>
    public NodeClock Clock { get; }

    /// <summary>To everybody else.</summary>
    public NodeNetwork Network { get; }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>It takes calls.</summary>
    public bool IsReady => !Life.IsOver && !Life.IsPaused && Node.Readiness.Reasons.Count == 0;

    /// <summary>Starts it; returns at once.</summary>
    public void Start() => _ = StartAsync();

    /// <summary>Leaves in good order, then ends.</summary>
    public async Task LeaveAsync()
    {
        await Node.StopAsync(new CancellationToken(canceled: true));
        Life.End();
    }

    private async Task StartAsync()
    {
        try
        {
            await Node.StartAsync(CancellationToken.None);
        }
        catch (NodeRefusedException) when (Clock.Jump != TimeSpan.Zero)
        {
            // As the process does: it says why, ends, and is started again.
            Life.End();
        }
        catch (Exception exception) when (!Life.IsOver)
        {
            site.Findings.Add($"{Name} does not start: {exception.Message}");
        }
    }

    /// <summary>Once the cluster has begun: what an entity waits for is set when it is replayed.</summary>
    private bool IsReplayed(TimeSpan due) =>
        tookOverAt > Beginning && due > TimeSpan.FromSeconds(1) && site.Simulator.Time.Elapsed - tookOverAt < Replaying;

    /// <summary>Keeps what the node logs, for whoever looks at a run.</summary>
    private sealed class NodeLog(string node, Site site) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => site.KeepsLog;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            site.Log(node, $"{logLevel} {formatter(state, exception)}{(exception is null ? "" : $" [{exception.Message}]")}");

        public void Dispose()
        {
        }
    }
}
