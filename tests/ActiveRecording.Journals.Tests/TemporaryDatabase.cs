using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Journals.Tests;

/// <summary>A database in a directory of its own, deleted afterwards.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("journal-");
    private readonly List<SqliteDatabase> open = [];

    public string Path => System.IO.Path.Combine(directory.FullName, "journal.db");

    public SqliteDatabase Open(long maxBytes = 0, long reserveBytes = 0)
    {
        var options = new SqliteOptions { Path = Path, MaxBytes = maxBytes, ReserveBytes = reserveBytes };
        var database = new SqliteDatabase(options, TimeProvider.System, NullLogger.Instance);
        open.Add(database);
        return database;
    }

    public void Close()
    {
        foreach (var database in open) database.Dispose();
        open.Clear();
    }

    public void Dispose()
    {
        Close();
        directory.Delete(recursive: true);
    }
}
