using ActiveRecording.EventSourcing;
using ActiveRecording.Journals;
using ActiveRecording.Journals.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.Recovery;

/// <summary>A database that one node after the other opens.</summary>
internal interface IStore : IDisposable
{
    OpenJournal Open();
}

/// <summary>The journal of a node, until it is disposed of.</summary>
internal sealed class OpenJournal(IJournal journal, IDisposable database) : IDisposable
{
    public IJournal Journal => journal;

    public void Dispose() => database.Dispose();
}

/// <summary>A database of a PostgreSQL that waits for the disk.</summary>
internal sealed class PostgresStore(string connectionString) : IStore
{
    public OpenJournal Open()
    {
        var database = new PostgresDatabase(
            new PostgresOptions { ConnectionString = connectionString }, TimeProvider.System, NullLogger.Instance);
        return new(new PostgresJournal(database), database);
    }

    public void Dispose()
    {
    }
}

/// <summary>A file: the node that opens it again is the one that died.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-recovery-");

    public OpenJournal Open()
    {
        var database = new SqliteDatabase(
            new SqliteOptions { Path = Path.Combine(folder.FullName, "journal.db"), ReserveBytes = 0 }, TimeProvider.System, NullLogger.Instance);
        return new(new SqliteJournal(database), database);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
