using System.Collections.Frozen;
using ActiveRecording.EventSourcing.ReadModels;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>Read models in the database that nodes share: one table per collection.</summary>
public sealed class PostgresReadModels : IReadModelStore
{
    /// <summary>Where the position is another one than expected it becomes null, which the table refuses.</summary>
    private const string StorePosition = """
        INSERT INTO projection_position AS p (projection, shard_id, position) VALUES ($1, $2,
          CASE WHEN $4 = 0 OR EXISTS (SELECT FROM projection_position WHERE projection = $1 AND shard_id = $2) THEN $3 END)
        ON CONFLICT (projection, shard_id) DO UPDATE SET position = CASE WHEN p.position = $4 THEN $3 END
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

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<int, long>> PositionsAsync(string projection, CancellationToken stop) =>
        database.Projections.RunAsync<IReadOnlyDictionary<int, long>>(connection =>
        {
            using var command = new NpgsqlCommand("SELECT shard_id, position FROM projection_position WHERE projection = $1", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection });
            using var row = command.ExecuteReader();
            var positions = new Dictionary<int, long>();
            while (row.Read()) positions.Add(row.GetInt32(0), row.GetInt64(1));
            return positions;
        });

    /// <summary>
    /// One batch is one transaction, and one message, so that a node that falls asleep holds no lock. The position goes
    /// first and documents in one order, so that nodes wait for each other and never in a circle. Done twice, because the
    /// connection broke, it says that somebody was faster.
    /// </summary>
    public Task<bool> SaveAsync(ReadModelChange change, CancellationToken stop) =>
        database.Models.RunAsync(connection =>
        {
            using var batch = new NpgsqlBatch(connection);
            var position = new NpgsqlBatchCommand(StorePosition);
            position.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.Projection });
            position.Parameters.Add(new NpgsqlParameter<int> { TypedValue = change.Shard });
            position.Parameters.Add(new NpgsqlParameter<long> { TypedValue = change.Position });
            position.Parameters.Add(new NpgsqlParameter<long> { TypedValue = change.From });
            batch.BatchCommands.Add(position);
            foreach (var document in InOrder(change.Documents)) batch.BatchCommands.Add(tables[document.Collection].Store(document));
            return TryExecute(batch);
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

    private static IOrderedEnumerable<ReadModelDocument> InOrder(IEnumerable<ReadModelDocument> documents) =>
        documents.OrderBy(document => document.Collection, StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal);

    private static bool TryExecute(NpgsqlBatch batch)
    {
        try
        {
            batch.ExecuteNonQuery();
            return true;
        }
        catch (PostgresException refused) when (
            refused is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "position" or "revision" })
        {
            return false;
        }
    }
}
