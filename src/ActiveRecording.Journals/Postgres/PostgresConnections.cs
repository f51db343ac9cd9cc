using System.Globalization;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Opens connections with the settings the journal relies on; none is pooled, each has one user.</summary>
internal sealed class PostgresConnections
{
    /// <summary>
    /// Read committed, because the fence relies on a waiting append seeing the new epoch; commits that wait for the
    /// disk, because an acknowledged event must survive a crash of the server; an end to waiting for locks; no compiling of
    /// queries, which costs more than any of ours takes, and is done for each one whose estimate is high.
    /// </summary>
    private const string Settings = """
        SELECT set_config('default_transaction_isolation', 'read committed', false),
               set_config('lock_timeout', $1, false),
               set_config('jit', 'off', false),
               CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', false) END
        """;

    /// <summary>Bytes: thousands of events are read at once when a shard is taken over.</summary>
    private const int ReadBuffer = 65_536;

    private readonly NpgsqlConnectionStringBuilder builder;
    private readonly string lockTimeout;

    public PostgresConnections(PostgresOptions options)
    {
        var seconds = (int)Math.Max(1, Math.Ceiling(options.Timeout.TotalSeconds));
        builder = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            Enlist = false,
            Timeout = seconds,
            CommandTimeout = seconds,
            CancellationTimeout = 1_000,
            TcpKeepAlive = true,
            ReadBufferSize = ReadBuffer,
        };
        lockTimeout = options.LockTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Which database, without its password.</summary>
    public string Target => new NpgsqlConnectionStringBuilder
    {
        Host = builder.Host,
        Port = builder.Port,
        Database = builder.Database,
        Username = builder.Username,
    }.ToString();

    /// <param name="name">Seen as <c>application_name</c> in <c>pg_stat_activity</c>, at most 63 bytes.</param>
    public NpgsqlConnection Open(string name)
    {
        var named = new NpgsqlConnectionStringBuilder(builder.ToString()) { ApplicationName = name };
        var connection = new NpgsqlConnection(named.ToString());
        try
        {
            connection.Open();
            using var settings = new NpgsqlCommand(Settings, connection);
            settings.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lockTimeout });
            settings.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
