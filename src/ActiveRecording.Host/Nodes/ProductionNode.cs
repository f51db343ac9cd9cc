using ActiveRecording.Host.Cluster;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Nodes;

/// <summary>A node on real drivers: sockets, the thread pool, the machine's clock, a database.</summary>
public sealed class ProductionNode : IDisposable
{
    /// <summary>One writes spools, one forces them to the disk, one seals.</summary>
    private const int DiskThreads = 3;

    private readonly SocketNetwork network;
    private readonly ThreadScheduler disk = new("disk", DiskThreads);
    private readonly NodeJournal journal;
    private readonly NodeJournal? mediaJournal;
    private readonly DatabaseWatch? watch;
    private readonly WebSocketNodeLinks? links;

    /// <summary>Opens the journal and the socket driver; <see cref="Node"/> is not started yet.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="logging">Where everything logs to.</param>
    /// <param name="trace">Sees every SIP message, if given.</param>
    /// <exception cref="NodeStartException">The journal or the archive cannot be opened.</exception>
    public ProductionNode(NodeOptions options, ILoggerFactory logging, ISipTrace? trace = null)
    {
        journal = NodeJournal.Open(options.Journal, logging);
        if (options is { Media.IsChild: true, Journal.Kind: JournalKind.Sqlite }) mediaJournal = NodeJournal.Open(options.JournalOfMedia(), logging);
        network = new SocketNetwork(options.Network, logging.CreateLogger("ActiveRecording.Runtime"));
        if (options.Cluster is { } cluster) links = NewLinks(cluster, logging);
        Node = new Node(options, new NodeDrivers
        {
            Network = network,
            Scheduler = new ThreadPoolScheduler(),
            Disk = disk,
            Time = TimeProvider.System,
            Identifiers = new RandomIdentifiers(),
            Journal = journal.Journal,
            Feed = journal.Feed,
            MediaJournal = mediaJournal?.Journal,
            ReadModels = journal.ReadModels,
            Cluster = links is null ? null : new ClusterDrivers(journal.Members, links),
            Logging = logging,
            SipTrace = trace,
        });
        watch = journal.Watch(Node.Readiness, TimeProvider.System);
    }

    /// <summary>Where the other nodes connect; null for a node alone.</summary>
    internal WebSocketNodeLinks? Links => links;

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>Closes sockets and journal; the node has been stopped.</summary>
    public void Dispose()
    {
        watch?.Dispose();
        links?.Dispose();
        network.Dispose();
        disk.Dispose();
        mediaJournal?.Dispose();
        journal.Dispose();
    }

    private static WebSocketNodeLinks NewLinks(ClusterOptions cluster, ILoggerFactory logging) => new(
        new LinkOptions
        {
            Cluster = cluster.Name,
            Secret = cluster.Secret,
            Queue = cluster.Queue,
            From = cluster.Address.Address,
            Certificates = cluster.Tls is { } tls ? LinkCertificates.Load(tls) : null,
        },
        logging.CreateLogger("ActiveRecording.Cluster"));
}
