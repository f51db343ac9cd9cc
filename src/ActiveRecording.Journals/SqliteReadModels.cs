using System.Collections.Frozen;
using ActiveRecording.EventSourcing.ReadModels;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>Read models in the journal's database: one table per collection.</summary>
public sealed class SqliteReadModels : IReadModelStore
{
    private readonly SqliteDatabase database;
    private readonly FrozenDictionary<string, ReadModelTable> tables;

    /// <param name="database">The node's database.</param>
    /// <param name="collections">What projections write, in lower-case letters and underscores; tables of new ones are made.</param>
    public SqliteReadModels(SqliteDatabase database, IEnumerable<string> collections)
    {
        this.database = database;
        tables = collections.ToFrozenDictionary(name => name, name => new ReadModelTable(name), StringComparer.Ordinal);
        database.WriteModelsAsync(connection =>
        {
            foreach (var table in tables.Values) table.Make(connection);
            return true;
        }).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public Task<long> PositionAsync(string projection, int shard, CancellationToken stop) =>
        database.ReadAsync(connection => Position(connection, projection, shard));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<int, long>> PositionsAsync(string projection, CancellationToken stop) =>
        database.ReadAsync<IReadOnlyDictionary<int, long>>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT shard_id, position FROM projection_position WHERE projection = $projection";
            command.Parameters.AddWithValue("$projection", projection);
            using var row = command.ExecuteReader();
            var positions = new Dictionary<int, long>();
            while (row.Read()) positions.Add(row.GetInt32(0), row.GetInt64(1));
            return positions;
        });

    /// <inheritdoc/>
    public Task<bool> SaveAsync(ReadModelChange change, CancellationToken stop) =>
        database.WriteModelsAsync(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (Position(connection, change.Projection, change.Shard) != change.From) return false;
            foreach (var document in change.Documents)
            {
                if (!tables[document.Collection].TryStore(connection, document)) return false;
            }

            StorePosition(connection, change);
            transaction.Commit();
            return true;
        });

    /// <inheritdoc/>
    public Task<ReadModelDocument?> FindAsync(string collection, string id, CancellationToken stop) =>
        database.ReadAsync(connection => tables[collection].Find(connection, id));

    /// <inheritdoc/>
    public Task<ReadModelPage> ListAsync(string collection, ReadModelFilter filter, CancellationToken stop) =>
        database.ReadAsync(connection =>
        {
            var found = tables[collection].List(connection, filter);
            if (found.Count <= filter.Limit) return new ReadModelPage(found, null);
            found.RemoveAt(filter.Limit);
            return new ReadModelPage(found, ReadModelCursor.Behind(found[^1]));
        });

    private static long Position(SqliteConnection connection, string projection, int shard)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT position FROM projection_position WHERE projection = $projection AND shard_id = $shard";
        command.Parameters.AddWithValue("$projection", projection);
        command.Parameters.AddWithValue("$shard", shard);
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static void StorePosition(SqliteConnection connection, ReadModelChange change)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO projection_position (projection, shard_id, position) VALUES ($projection, $shard, $position)
            ON CONFLICT (projection, shard_id) DO UPDATE SET position = $position
            """;
        command.Parameters.AddWithValue("$projection", change.Projection);
        command.Parameters.AddWithValue("$shard", change.Shard);
        command.Parameters.AddWithValue("$position", change.Position);
        command.ExecuteNonQuery();
    }
}
