using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Journals;

/// <summary>
/// The embedded database of one node: a file in WAL mode with one writing and one reading thread. The journal is
/// committed with <c>synchronous=FULL</c>; read models, which can be made again, with <c>NORMAL</c>.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection journalConnection;
    private readonly SqliteConnection modelConnection;
    private readonly SqliteConnection readConnection;
    private readonly StreamReads streams;
    private readonly DatabaseThread writing;
    private readonly DatabaseThread reading;
    private readonly SqliteOptions options;

    /// <summary>Opens the database, or makes it.</summary>
    /// <exception cref="InvalidOperationException">It was written by a newer program.</exception>
    public SqliteDatabase(SqliteOptions options, TimeProvider time, ILogger log)
    {
        this.options = options;
        if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { Length: > 0 } directory)
            Directory.CreateDirectory(directory);
        journalConnection = SqliteConnections.OpenWriter(options, "FULL");
        SqliteConnections.Migrate(journalConnection, options.Path);
        modelConnection = SqliteConnections.OpenWriter(options, "NORMAL");
        readConnection = SqliteConnections.OpenReader(options);
        streams = new StreamReads(readConnection);
        var reserve = new JournalReserve(options.Path + ".reserve", options.ReserveBytes, time, log);
        reserve.Restore();
        Writer = new JournalWriter(journalConnection, options.Owner, reserve, time, log);
        writing = new DatabaseThread("journal-writer", TakeWrites);
        reading = new DatabaseThread("journal-reader", TakeReads);
    }

    internal JournalWriter Writer { get; }

    /// <summary>False when the queue is full or the database closed.</summary>
    internal bool TryAppend(AppendWork work) => writing.TryPost(work, options.QueuedAppends);

    /// <summary>Works with the journal's writer, between batches.</summary>
    internal Task<T> WithWriterAsync<T>(Func<JournalWriter, T> action) => writing.RunAsync(() => action(Writer));

    /// <summary>Writes read models, between batches of the journal.</summary>
    internal Task<T> WriteModelsAsync<T>(Func<SqliteConnection, T> action) =>
        writing.RunAsync(() => action(modelConnection));

    /// <summary>Reads a stream or its snapshot.</summary>
    internal Task<T> ReadStreamAsync<T>(Func<StreamReads, T> action) => reading.RunAsync(() => action(streams));

    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> action) => reading.RunAsync(() => action(readConnection));

    /// <summary>Finishes what is queued and closes the file.</summary>
    public void Dispose()
    {
        writing.Dispose();
        reading.Dispose();
        Writer.Dispose();
        streams.Dispose();
        readConnection.Dispose();
        modelConnection.Dispose();
        journalConnection.Dispose();
    }

    private static void TakeReads(IReadOnlyList<IDatabaseWork> works)
    {
        foreach (var work in works) work.Execute();
    }

    private void TakeWrites(IReadOnlyList<IDatabaseWork> works) =>
        AppendBatches.Take(works, Writer, options.BatchAppends);
}
