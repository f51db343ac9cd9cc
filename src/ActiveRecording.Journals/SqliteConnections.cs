using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>Opens connections with the settings the journal relies on.</summary>
internal static class SqliteConnections
{
    static SqliteConnections() => SQLitePCL.Batteries_V2.Init();

    /// <summary>A writing connection; <paramref name="synchronous"/> FULL survives power loss at every commit.</summary>
    public static SqliteConnection OpenWriter(SqliteOptions options, string synchronous)
    {
        var connection = Open(options.Path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, $"PRAGMA synchronous={synchronous}");
        Execute(connection, "PRAGMA journal_size_limit=67108864");
        if (options.MaxBytes > 0)
        {
            var pages = Math.Max(1, options.MaxBytes / Scalar(connection, "PRAGMA page_size"));
            Execute(connection, FormattableString.Invariant($"PRAGMA max_page_count={pages}"));
        }

        return connection;
    }

    public static SqliteConnection OpenReader(SqliteOptions options) => Open(options.Path, SqliteOpenMode.ReadWrite);

    /// <summary>Makes the tables, or refuses a database of a newer program.</summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = Scalar(connection, "PRAGMA user_version");
        if (version > SqliteSchema.Version)
        {
            connection.Dispose();
            throw new InvalidOperationException(
                $"{path} has schema version {version}, this program knows {SqliteSchema.Version}: use the newer program");
        }

        Execute(connection, SqliteSchema.Journal);
        Execute(connection, FormattableString.Invariant($"PRAGMA user_version={SqliteSchema.Version}"));
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        // Another process of the node may be reading or, as it starts, writing: the database waits in milliseconds, the driver in tenths of a second.
        Execute(connection, "PRAGMA busy_timeout=5000");
        return connection;
    }
}
