using System.Globalization;
using System.Net;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Cluster;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>
/// Three nodes of a cluster, two with Media Servers and recorders, their databases, phones, and what is between them: all in
/// one process, all of it driven by one seed.
/// </summary>
internal sealed class Site : IDisposable
{
    private const int FirstMediaPort = 10_000;
    private const int PortsPerPhone = 40;
    private const int ShownSteps = 80;

    /// <summary>In memory where the system has such a place.</summary>
    private static readonly string Root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private static readonly TimeSpan ShownTime = TimeSpan.FromSeconds(20);
    private readonly SortedDictionary<string, SiteNode> nodes = new(StringComparer.Ordinal);
    private readonly List<SiteNode> lives = [];
    private readonly Dictionary<string, Database> databases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PortWitness> ports = new(StringComparer.Ordinal);
    private readonly List<string> log = [];
    private readonly SipFlow flow = new();

    /// <param name="seed">Of everything.</param>
    /// <param name="bug">A flaw in the drivers.</param>
    /// <param name="keepsLog">What nodes log is kept, to be looked at.</param>
    public Site(ulong seed, Bug bug = Bug.None, bool keepsLog = false)
    {
        (Bug, KeepsLog) = (bug, keepsLog);
        Simulator = new Simulator(seed, shuffled: true);
        Chance = new SeededIdentifiers(seed * 7919);
        Findings = new Findings(Simulator) { Watched = keepsLog ? line => Log("step", line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]) : null };
        Links = new VirtualLinkSwitch(Simulator.Time, new SeededIdentifiers(seed * 104_729));
        Weather = new Weather(new SeededIdentifiers(seed * 15_485_863), Simulator);
        Simulator.Network.Rule = Weather.Decide;
        Cluster = new Database(Simulator, Findings);
        Cluster.Witness.IsOff = name => nodes[name].Clock.Jump != TimeSpan.Zero;
        Spread = new AnyNode(
            Simulator.Network, new SeededIdentifiers(seed * 32_452_843), SiteMap.VirtualAddress, [.. SiteMap.ClusterNodes.Select(SiteMap.AddressOf)]);
        Requests = new PhoneLedger(flow, Findings);
        foreach (var name in SiteMap.ClusterNodes) databases[name] = Cluster;
        foreach (var name in SiteMap.MediaNodes)
        {
            databases[name] = new Database(Simulator, Findings);
            ports[name] = new PortWitness(flow, Findings);
        }

        Simulator.Run(() =>
        {
            foreach (var name in databases.Keys) Start(name);
            return Task.CompletedTask;
        });
        Phones = [.. Enumerable.Range(0, SiteMap.Phones).Select(NewPhone)];
    }

    /// <summary>The flaw, if any.</summary>
    public Bug Bug { get; }

    /// <summary>Whether logs are kept.</summary>
    public bool KeepsLog { get; }

    /// <summary>Clock, order of work, network, identifiers.</summary>
    public Simulator Simulator { get; }

    /// <summary>Of what databases do.</summary>
    public IIdentifiers Chance { get; }

    /// <summary>What is wrong.</summary>
    public Findings Findings { get; }

    /// <summary>Between the nodes of the cluster.</summary>
    public VirtualLinkSwitch Links { get; }

    /// <summary>Between everybody.</summary>
    public Weather Weather { get; }

    /// <summary>The database of the cluster.</summary>
    public Database Cluster { get; }

    /// <summary>Of all databases.</summary>
    public IReadOnlyList<Database> Databases => [.. databases.Values.Distinct()];

    /// <summary>Where what phones send to the virtual address goes.</summary>
    public AnyNode Spread { get; }

    /// <summary>What phones ask and are answered.</summary>
    public PhoneLedger Requests { get; }

    /// <summary>By their numbers, see <see cref="SiteMap.NumberOf"/>.</summary>
    public IReadOnlyList<ScriptedPhone> Phones { get; }

    /// <summary>Where the phone of each number has its media.</summary>
    public static IReadOnlyDictionary<string, PhonePorts> MediaPorts { get; } = Enumerable.Range(0, SiteMap.Phones)
        .ToDictionary(SiteMap.NumberOf, PortsOf, StringComparer.Ordinal);

    /// <summary>The living.</summary>
    public IEnumerable<SiteNode> Living => nodes.Values.Where(node => !node.Life.IsOver);

    /// <summary>Where recorders keep files.</summary>
    public string Folder { get; } = Path.Combine(Root, $"clusters-{Guid.NewGuid():N}");

    /// <summary>The present life of a node.</summary>
    public SiteNode this[string name] => nodes[name];

    /// <summary>Starts a node, again if it has lived before.</summary>
    public void Start(string name)
    {
        Findings.Trace($"{name} starts");
        var node = new SiteNode(this, name, databases[name]);
        nodes[name] = node;
        lives.Add(node);
        if (ports.TryGetValue(name, out var witness)) witness.Forget();
        node.Start();
    }

    /// <summary>Who sees what a node says.</summary>
    public ISipTrace TraceOf(string name) => ports.TryGetValue(name, out var witness) ? witness : flow;

    /// <summary>Keeps a line of a node's log.</summary>
    public void Log(string node, string line) => log.Add(string.Create(
        CultureInfo.InvariantCulture, $"{Simulator.Time.Elapsed.TotalSeconds,8:F3} {node}: {line}"));

    /// <summary>Every node is ready and every shard of the cluster is on exactly one.</summary>
    public bool IsSettled()
    {
        var living = Living.ToList();
        if (living.Count < databases.Count || !living.All(node => node.IsReady)) return false;
        var cluster = living.Where(node => node.IsInCluster).ToList();
        return cluster.All(node => node.Node.SipServer!.Shards is not null)
            && Enumerable.Range(0, cluster[0].Node.Options.Journal.Shards)
                .All(shard => cluster.Count(node => node.Node.SipServer!.Shards!.IsHere(shard)) == 1)
            && cluster.Count(node => node.Node.ResourceManager!.Shards!.Here.Count == 1) == 1;
    }

    /// <summary>The last steps, and beneath them what was journalled meanwhile.</summary>
    public string Ladder()
    {
        var from = Simulator.Time.GetUtcNow() - ShownTime;
        var messages = flow.Messages.TakeLast(ShownSteps).ToList();
        if (messages.Count > 0 && messages[0].SentAt < from) from = messages[0].SentAt;
        var events = Databases.SelectMany(database => database.Witness.Events).OrderBy(stored => stored.At).TakeLast(ShownSteps);
        return new LadderWriter(VirtualTime.Start, [.. SiteMap.ClusterNodes, .. SiteMap.MediaNodes]).Draw(messages, events);
    }

    /// <summary>Everything since an instant, and beneath it what was journalled.</summary>
    public string LadderSince(DateTimeOffset from) => new LadderWriter(from, [.. SiteMap.ClusterNodes, .. SiteMap.MediaNodes]).Draw(
        flow.Messages.Where(message => message.SentAt >= from),
        Databases.SelectMany(database => database.Witness.Events).Where(stored => stored.At >= from).OrderBy(stored => stored.At));

    /// <summary>All that was said of a call or by a node, for whoever looks at a run.</summary>
    public IReadOnlyList<string> Logged => log;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var node in lives)
        {
            node.Life.End();
            node.Node.SipServer?.Dispose();
            node.Node.ResourceManager?.Dispose();
            node.Node.MediaServer?.Dispose();
            node.Node.Recorder?.Dispose();
        }

        foreach (var phone in Phones) phone.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static PhonePorts PortsOf(int phone) =>
        new(FirstMediaPort + (phone * PortsPerPhone), FirstMediaPort + ((phone + 1) * PortsPerPhone) - 2);

    private ScriptedPhone NewPhone(int index) => new(
        new PhoneOptions
        {
            Name = $"p{SiteMap.NumberOf(index)}",
            User = SiteMap.NumberOf(index),
            Password = SiteMap.Password,
            Local = new IPEndPoint(IPAddress.Parse($"10.0.1.{1 + index}"), 5060),
            Server = SipUri.Parse($"sip:{SiteMap.VirtualAddress}:5060"),
            Ports = PortsOf(index),
            KeepPackets = false,
        },
        Spread, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance, Requests);
}
