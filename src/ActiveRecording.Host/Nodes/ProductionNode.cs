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
    private readonly SocketNetwork network;
    private readonly NodeJournal journal;
    private readonly DatabaseWatch? watch;

    /// <summary>Opens the journal and the socket driver; <see cref="Node"/> is not started yet.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="logging">Where everything logs to.</param>
    /// <param name="trace">Sees every SIP message, if given.</param>
    /// <exception cref="NodeStartException">The journal or the archive cannot be opened.</exception>
    public ProductionNode(NodeOptions options, ILoggerFactory logging, ISipTrace? trace = null)
    {
        journal = NodeJournal.Open(options.Journal, logging);
        network = new SocketNetwork(options.Network, logging.CreateLogger("ActiveRecording.Runtime"));
        Node = new Node(options, new NodeDrivers
        {
            Network = network,
            Scheduler = new ThreadPoolScheduler(),
            Time = TimeProvider.System,
            Identifiers = new RandomIdentifiers(),
            Journal = journal.Journal,
            Feed = journal.Feed,
            ReadModels = journal.ReadModels,
            Logging = logging,
            SipTrace = trace,
        });
        watch = journal.Watch(Node.Readiness, TimeProvider.System);
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>Closes sockets and journal; the node has been stopped.</summary>
    public void Dispose()
    {
        watch?.Dispose();
        network.Dispose();
        journal.Dispose();
    }
}
