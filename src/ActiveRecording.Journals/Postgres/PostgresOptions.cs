using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>The database that nodes share, and this node's bounds on it.</summary>
public sealed record PostgresOptions
{
    /// <summary>Npgsql's, for example <c>Host=db;Database=recording;Username=node;Password=…</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Who writes, for people who look into the database; at most 32 characters of it are used.</summary>
    public string Owner { get; init; } = "node";

    /// <summary>Shards of the journal; a database made with another number is refused.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>Connections that append, each one batch at a time; a shard always uses the same. 1 to 16.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Appends committed together.</summary>
    public int BatchAppends { get; init; } = 1024;

    /// <summary>Appends that may wait for their lane; further ones are refused.</summary>
    public int QueuedAppends { get; init; } = 16_384;

    /// <summary>
    /// How long connecting, or one statement, may take, in whole seconds. After it the outcome of a batch is unknown.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch or takeover waits for a shard that another connection holds, before it is refused.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a connection string; null if nothing can be seen without trying it.</summary>
    public static string? ProblemOf(string connectionString)
    {
        if (connectionString.Length == 0) return null;
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(builder.Host) ? "it names no Host" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return $"it is not Host=…;Database=…;Username=…;Password=…: {exception.Message}";
        }
    }
}
