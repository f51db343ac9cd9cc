using System.Data.Common;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Journals;
using ActiveRecording.Reporting.Documents;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Nodes;

/// <summary>A node on real drivers: sockets, the thread pool, the machine's clock, SQLite.</summary>
public sealed class ProductionNode : IDisposable
{
    private readonly SocketNetwork network;
    private readonly SqliteDatabase database;

    /// <summary>Opens the journal and the socket driver; <see cref="Node"/> is not started yet.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="logging">Where everything logs to.</param>
    /// <param name="trace">Sees every SIP message, if given.</param>
    /// <exception cref="NodeStartException">The journal or the archive cannot be opened.</exception>
    public ProductionNode(NodeOptions options, ILoggerFactory logging, ISipTrace? trace = null)
    {
        database = OpenJournal(options.Journal, logging);
        network = new SocketNetwork(options.Network, logging.CreateLogger("ActiveRecording.Runtime"));
        var journal = new SqliteJournal(database);
        Node = new Node(options, new NodeDrivers
        {
            Network = network,
            Scheduler = new ThreadPoolScheduler(),
            Time = TimeProvider.System,
            Identifiers = new RandomIdentifiers(),
            Journal = journal,
            Feed = journal,
            ReadModels = new SqliteReadModels(database, ReportingCollections.All),
            Logging = logging,
            SipTrace = trace,
        });
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    private static SqliteDatabase OpenJournal(SqliteOptions journal, ILoggerFactory logging)
    {
        try
        {
            return new SqliteDatabase(journal, TimeProvider.System, logging.CreateLogger("ActiveRecording.Journals"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException
            or InvalidOperationException)
        {
            throw new NodeStartException(
                $"journal.file: {journal.Path} cannot be opened: {exception.Message.TrimEnd('.')}. "
                + "Choose a folder that this user may write (node.data), or move a file away that is no journal of this version.",
                exception);
        }
    }

    /// <summary>Closes sockets and journal; the node has been stopped.</summary>
    public void Dispose()
    {
        network.Dispose();
        database.Dispose();
    }
}
