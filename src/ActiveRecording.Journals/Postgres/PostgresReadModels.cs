using System.Collections.Frozen;
using ActiveRecording.EventSourcing.ReadModels;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Read models in the database that nodes share: one table per collection.</summary>
public sealed class PostgresReadModels : IReadModelStore
{
    private const string StorePosition = """
        INSERT INTO projection_position (projection, shard_id, position) VALUES ($1, $2, $3)
        ON CONFLICT (projection, shard_id) DO UPDATE SET position = excluded.position
        """;

    private readonly PostgresDatabase database;
    private readonly FrozenDictionary<string, DocumentTable> tables;

    /// <param name="database">The node's connections.</param>
    /// <param name="collections">What projections write, in lower-case letters and underscores; tables of new ones are made.</param>
    /// <exception cref="NpgsqlException">The tables cannot be made.</exception>
    public PostgresReadModels(PostgresDatabase database, IEnumerable<string> collections)
    {
        this.database = database;
        tables = collections.ToFrozenDictionary(name => name, name => new DocumentTable(name), StringComparer.Ordinal);
        database.Models.RunAsync(connection =>
        {
            PostgresMigration.MakeTables(connection, tables.Values.Select(table => table.Schema));
            return true;
        }).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public Task<long> PositionAsync(string projection, int shard, CancellationToken stop) =>
        database.Projections.RunAsync(connection =>
        {
            using var command = new NpgsqlCommand(
                "SELECT position FROM projection_position WHERE projection = $1 AND shard_id = $2", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard });
            return command.ExecuteScalar() as long? ?? 0;
        });

    /// <summary>One batch is one transaction; stored twice, it is the same.</summary>
    public Task SaveAsync(ReadModelChange change, CancellationToken stop) =>
        database.Models.RunAsync(connection =>
        {
            using var batch = new NpgsqlBatch(connection);
            foreach (var document in change.Documents) batch.BatchCommands.Add(tables[document.Collection].Store(document));
            var position = new NpgsqlBatchCommand(StorePosition);
            position.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.Projection });
            position.Parameters.Add(new NpgsqlParameter<int> { TypedValue = change.Shard });
            position.Parameters.Add(new NpgsqlParameter<long> { TypedValue = change.Position });
            batch.BatchCommands.Add(position);
            return batch.ExecuteNonQuery();
        });

    /// <inheritdoc/>
    public Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop) =>
        database.Projections.RunAsync(connection => tables[collection].Find(connection, id));

    /// <inheritdoc/>
    public Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop) =>
        database.Projections.RunAsync(connection =>
        {
            var found = tables[collection].List(connection, filter);
            if (found.Count <= filter.Limit) return new ReadModelPage(found, null);
            found.RemoveAt(filter.Limit);
            return new ReadModelPage(found, ReadModelCursor.Behind(found[^1]));
        });
}
