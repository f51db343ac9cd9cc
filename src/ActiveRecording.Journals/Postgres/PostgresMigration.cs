using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Makes the tables at start, or says why this program must not touch what is there.</summary>
internal static class PostgresMigration
{
    /// <summary>PostgreSQL 12 is the oldest that knows <c>MATERIALIZED</c>, which the fence relies on.</summary>
    private static readonly Version Oldest = new(12, 0);

    /// <summary>Another node may be making tables, or an index of a long journal.</summary>
    private const int SecondsPerStatement = 120;

    /// <exception cref="InvalidOperationException">The database is of a newer program, another number of shards, or too old a server.</exception>
    public static void Run(NpgsqlConnection connection, int shards, ILogger log)
    {
        if (connection.PostgreSqlVersion < Oldest)
            throw new InvalidOperationException($"PostgreSQL {connection.PostgreSqlVersion} is too old, {Oldest.Major} is needed");
        using var transaction = BeginAlone(connection);
        var found = Found(connection);
        if (found is { Version: > PostgresSchema.Version })
        {
            throw new InvalidOperationException(
                $"the journal has schema version {found.Value.Version}, this program knows {PostgresSchema.Version}: use the newer program");
        }

        if (found is { } known && known.Shards != shards)
        {
            throw new InvalidOperationException(
                $"the journal was made with {known.Shards} shards, journal.shards says {shards}: it never changes in the life of a journal");
        }

        if (found is { Version: PostgresSchema.Version }) return;
        Execute(connection, PostgresSchema.Journal);
        Execute(connection, PostgresSchema.Members);
        if (found is null)
            Execute(connection, "INSERT INTO journal_schema VALUES (@version, @shards)", ("version", PostgresSchema.Version), ("shards", shards));
        else
            Execute(connection, "UPDATE journal_schema SET version = @version", ("version", PostgresSchema.Version));
        transaction.Commit();
        log.SchemaMigrated(PostgresSchema.Version);
    }

    /// <summary>Makes what is missing of other tables.</summary>
    public static void MakeTables(NpgsqlConnection connection, IEnumerable<string> schemas)
    {
        using var transaction = BeginAlone(connection);
        foreach (var schema in schemas) Execute(connection, schema);
        transaction.Commit();
    }

    /// <summary>Nodes that start together make tables one after another.</summary>
    private static NpgsqlTransaction BeginAlone(NpgsqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        Execute(connection, "SET LOCAL lock_timeout = '60s'");
        Execute(connection, "SELECT pg_advisory_xact_lock(@lock)", ("lock", PostgresSchema.MigrationLock));
        return transaction;
    }

    private static (int Version, int Shards)? Found(NpgsqlConnection connection)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass('journal_schema') IS NOT NULL", connection);
        if (!(bool)exists.ExecuteScalar()!) return null;
        using var command = new NpgsqlCommand("SELECT version, shards FROM journal_schema", connection);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetInt32(1)) : null;
    }

    private static void Execute(NpgsqlConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SecondsPerStatement };
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
