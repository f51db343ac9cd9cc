using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Nodes;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Crashes;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;
using ActiveRecording.SipServer;
using ActiveRecording.SystemTests.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>
/// The quickstart node under virtual time, that can be killed at any instant and starts again a second later on what it
/// left behind: journal, read models, spools and recordings.
/// </summary>
internal sealed class MortalNode : IDisposable
{
    private static readonly string[] Participants = ["alice", "sip-server", "resource-manager", "media-server", "recorder", "bob"];
    private static readonly DnOptions[] ByHand =
    [
        new() { Number = "2001", Contact = "sip:2001@127.0.0.1:5095", Trusted = true },
        new() { Number = "2002", Contact = "sip:2002@127.0.0.1:5096" },
        new() { Number = "2003", Contact = "sip:2003@127.0.0.1:5097", Record = true },
    ];

    private static readonly string[] HandPeers = ["carol", "dave", "erin"];
    private readonly int? dieAgainAt;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"mortal-{Guid.NewGuid():N}");
    private readonly MemoryReadModels readModels = new();
    private readonly NodeOptions options;
    private readonly SipFlow flow = new();
    private readonly PeerTrace peers;
    private readonly List<JournalTrace> traces = [];
    private readonly List<Node> nodes = [];
    private TimeSpan down = TimeSpan.FromSeconds(1);
    private MemoryJournal memory = new();
    private Life life = new();
    private MortalJournal? journal;
    private Exception? failure;
    private DateTimeOffset drawnFrom = VirtualTime.Start;

    /// <param name="seed">Of identifiers and order.</param>
    /// <param name="shuffled">Ready work runs in an order drawn from the seed.</param>
    /// <param name="dieAt">The append of the first life at which it ends; null for none.</param>
    /// <param name="durable">That append is durable.</param>
    /// <param name="dieAgainAt">The append of the second life at which that ends; null for none.</param>
    public MortalNode(ulong seed = 1, bool shuffled = false, int? dieAt = null, bool durable = false, int? dieAgainAt = null)
    {
        this.dieAgainAt = dieAgainAt;
        Simulator = new Simulator(seed, shuffled);
        peers = new PeerTrace(flow);
        var quickstart = NodeConfiguration.Load(ConfigurationFiles.Quickstart);
        options = quickstart with
        {
            Recorder = quickstart.Recorder with { Archive = ArchiveOptions.Under(folder) },
            SipServer = quickstart.SipServer with { Dns = [.. quickstart.SipServer.Dns, .. ByHand] },
        };
        Simulator.Run(() => StartAsync(dieAt, durable));
    }

    public Simulator Simulator { get; }

    /// <summary>The node of this life.</summary>
    public Node Node { get; private set; } = null!;

    /// <summary>When it was killed.</summary>
    public List<DateTimeOffset> Deaths { get; } = [];

    /// <summary>From each death to the end of the next start.</summary>
    public List<Outage> Outages { get; } = [];

    /// <summary>Appends of this life so far.</summary>
    public int Appends => journal!.Appends;

    /// <summary>What phones were sent.</summary>
    public PeerTrace Peers => peers;

    /// <summary>What was journalled in all lives: stream and event.</summary>
    public IReadOnlyList<LadderEvent> Events => [.. traces.SelectMany(trace => trace.Events)];

    /// <summary>Where sealed files and manifests are.</summary>
    public string Recordings => Path.Combine(folder, "recordings");

    /// <summary>Ends whatever life it has at an instant; the next one begins by itself.</summary>
    /// <param name="due">From now.</param>
    /// <param name="down">How long it stays dead.</param>
    public void KillAfter(TimeSpan due, TimeSpan down) => Simulator.Time.CreateTimer(
        _ =>
        {
            this.down = down;
            life.End();
        },
        null, due, Timeout.InfiniteTimeSpan);

    /// <summary>The next life has begun.</summary>
    public event Action? Returned;

    /// <summary>A phone on an address of its own.</summary>
    public ScriptedPhone Phone(string name, string number, int port, SipTransport transport = SipTransport.Udp) => new(
        new PhoneOptions
        {
            Name = name,
            User = number,
            Password = "quickstart",
            Local = new IPEndPoint(IPAddress.Loopback, port),
            Transport = transport,
            Server = SipUri.Parse(transport == SipTransport.Udp ? "sip:127.0.0.1:5060" : "sip:127.0.0.1:5060;transport=tcp"),
            Ports = new PhonePorts(10_000 + (port % 100) * 20, 10_018 + (port % 100) * 20),
        },
        Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance, peers);

    /// <summary>A peer played by hand: 2001 (carol), 2002 (dave) or 2003 (erin), who is recorded.</summary>
    public HandPeer Peer(string name)
    {
        var index = Array.IndexOf(HandPeers, name);
        return new HandPeer(Simulator, peers, name, ByHand[index].Number, new IPEndPoint(IPAddress.Loopback, 5095 + index));
    }

    /// <summary>The ladder begins here.</summary>
    public void DrawFromNow() => drawnFrom = Simulator.Time.GetUtcNow();

    /// <summary>What was said since, and beneath it what was journalled.</summary>
    public string Ladder() => new LadderWriter(drawnFrom, Participants).Draw(
        flow.Messages.Where(m => m.SentAt >= drawnFrom), Events.Where(e => e.At >= drawnFrom));

    /// <summary>Runs on, and reports what went wrong with a restart.</summary>
    public void RunFor(double seconds)
    {
        Simulator.RunFor(TimeSpan.FromSeconds(seconds));
        if (failure is not null) throw new InvalidOperationException("The node could not start again.", failure);
    }

    public void Dispose()
    {
        life.End();
        foreach (var node in nodes)
        {
            node.SipServer?.Dispose();
            node.ResourceManager?.Dispose();
            node.MediaServer?.Dispose();
            node.Recorder?.Dispose();
        }

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync(int? dieAt, bool durable)
    {
        life = new Life();
        var own = life;
        own.Ended += () =>
        {
            Deaths.Add(Simulator.Time.GetUtcNow());
            _ = RestartAsync();
        };
        traces.Add(new JournalTrace(memory, Simulator.Time));
        var writer = new MortalJournal(own, traces[^1]) { DieAt = dieAt, IsDurable = durable };
        journal = writer;
        Node = new Node(options, new NodeDrivers
        {
            Network = new MortalNetwork(own, new OneWayNetwork(Simulator.Network, PeerTrace.IsPhone)),
            Scheduler = new MortalScheduler(own, Simulator.Scheduler),
            Time = new MortalTime(own, Simulator.Time),
            Identifiers = Simulator.Identifiers,
            Journal = writer,
            Feed = memory,
            ReadModels = readModels,
            Logging = NullLoggerFactory.Instance,
            SipTrace = new MortalTrace(own, peers),
            FreeSpace = static _ => long.MaxValue,
        });
        nodes.Add(Node);
        await Node.StartAsync(CancellationToken.None);
    }

    private async Task RestartAsync()
    {
        try
        {
            await Simulator.Delay(down);
            memory = memory.OtherWriter();
            await StartAsync(Deaths.Count == 1 ? dieAgainAt : null, durable: false);
            Outages.Add(new(Deaths[^1], Simulator.Time.GetUtcNow(), peers.IsNegotiating(Deaths[^1])));
            Returned?.Invoke();
        }
        catch (Exception exception)
        {
            failure = exception;
        }
    }
}

/// <summary>A node was dead.</summary>
/// <param name="Died">When it was killed.</param>
/// <param name="Back">When the next one had started.</param>
/// <param name="Negotiating">A phone had an INVITE under way: it is joined again once that is over, by repetition.</param>
internal sealed record Outage(DateTimeOffset Died, DateTimeOffset Back, bool Negotiating);
