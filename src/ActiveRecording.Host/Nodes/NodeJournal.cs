using System.Data.Common;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Journals;
using ActiveRecording.Journals.Postgres;
using ActiveRecording.Reporting.Documents;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Nodes;

/// <summary>The journal and the read models of a node, in the database that its configuration names.</summary>
internal sealed class NodeJournal : IDisposable
{
    private readonly IDisposable database;

    private NodeJournal(IDisposable database, IJournal journal, IReadModelStore readModels) =>
        (this.database, Journal, ReadModels) = (database, journal, readModels);

    public IJournal Journal { get; }

    public IJournalFeed Feed => (IJournalFeed)Journal;

    public IReadModelStore ReadModels { get; }

    /// <summary>Who is in the cluster, in that database.</summary>
    public IMembershipStore Members => database is PostgresDatabase shared
        ? new PostgresMembershipStore(shared)
        : throw new InvalidOperationException("A cluster needs a database that nodes share");

    /// <summary>Looks after a database that can go away; null where it is a file.</summary>
    public DatabaseWatch? Watch(Readiness readiness, TimeProvider time) =>
        database is PostgresDatabase shared ? new DatabaseWatch(shared.PingAsync, readiness, time) : null;

    /// <exception cref="NodeStartException">It cannot be opened; the message says what to do.</exception>
    public static NodeJournal Open(JournalOptions options, ILoggerFactory logging)
    {
        var log = logging.CreateLogger("ActiveRecording.Journals");
        try
        {
            return options.Kind == JournalKind.Postgres ? OpenPostgres(options.Postgres, log) : OpenSqlite(options.Sqlite, log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException
            or InvalidOperationException or TimeoutException)
        {
            throw new NodeStartException(Explain(options, exception.Message.TrimEnd('.')), exception);
        }
    }

    public void Dispose() => database.Dispose();

    private static NodeJournal OpenSqlite(SqliteOptions options, ILogger log)
    {
        var opened = new SqliteDatabase(options, TimeProvider.System, log);
        return new NodeJournal(opened, new SqliteJournal(opened), new SqliteReadModels(opened, ReportingCollections.All));
    }

    private static NodeJournal OpenPostgres(PostgresOptions options, ILogger log)
    {
        var opened = new PostgresDatabase(options, TimeProvider.System, log);
        try
        {
            return new NodeJournal(opened, new PostgresJournal(opened), new PostgresReadModels(opened, ReportingCollections.All));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static string Explain(JournalOptions options, string reason) => options.Kind == JournalKind.Postgres
        ? $"journal.postgresql.connection: {PostgresDatabase.TargetOf(options.Postgres)} cannot be used: {reason}. "
            + "Is the database running, may this user connect to it and make tables in it?"
        : $"journal.file: {options.Sqlite.Path} cannot be opened: {reason}. "
            + "Choose a folder that this user may write (node.data), or move a file away that is no journal of this version.";
}
