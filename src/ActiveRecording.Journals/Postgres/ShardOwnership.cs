using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// Taking shards over: bump the epochs, commit, and only then read, in a later statement. Locks are taken in order of
/// the shards' numbers, which is why no two of them ever wait for each other.
/// </summary>
internal static class ShardOwnership
{
    private const string HeldSql = "SELECT shard_id, epoch FROM shard WHERE shard_id = ANY($1) AND owner = $2";

    private const string MakeSql =
        "INSERT INTO shard (shard_id, epoch, owner) SELECT id, 0, '' FROM unnest($1::int[]) id ORDER BY id ON CONFLICT DO NOTHING";

    private const string TakeSql = """
        WITH l AS (SELECT shard_id FROM shard WHERE shard_id = ANY($1) ORDER BY shard_id FOR NO KEY UPDATE)
        UPDATE shard s SET epoch = epoch + 1, owner = $2 FROM l WHERE s.shard_id = l.shard_id
        RETURNING s.shard_id, s.epoch
        """;

    /// <summary>
    /// By owner, not by epoch: the answer to an earlier bump of our own may be lost as well, and whoever takes a shard
    /// from us puts a name there that is not ours.
    /// </summary>
    private const string ReclaimSql = """
        WITH l AS (
          SELECT shard_id FROM shard WHERE shard_id = ANY($1) AND owner = $2 ORDER BY shard_id FOR NO KEY UPDATE)
        UPDATE shard s SET epoch = epoch + 1 FROM l WHERE s.shard_id = l.shard_id
        RETURNING s.shard_id, s.epoch
        """;

    private const string EndOwnSql = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()
        """;

    private const string EndOldSql = """
        SELECT DISTINCT s.shard_id, pg_terminate_backend(a.pid)
        FROM shard s JOIN pg_stat_activity a ON split_part(a.application_name, '#', 1) = s.owner
        WHERE s.shard_id = ANY($1) AND s.owner NOT IN ('', $2) AND strpos(a.application_name, '#') > 0
          AND a.datname = current_database() AND a.pid <> pg_backend_pid()
        """;

    /// <summary>Epochs of those shards that are this owner's in the database.</summary>
    public static Dictionary<int, long> Held(NpgsqlConnection connection, int[] shards, string owner) =>
        Epochs(connection, HeldSql, shards, owner);

    /// <summary>Bumps the epochs of all shards given, making those that were never held.</summary>
    public static Dictionary<int, long> Take(NpgsqlConnection connection, int[] shards, string owner)
    {
        using (var make = new NpgsqlCommand(MakeSql, connection))
        {
            make.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = shards });
            make.ExecuteNonQuery();
        }

        return Epochs(connection, TakeSql, shards, owner);
    }

    /// <summary>
    /// Bumps the epochs of those shards that are still this owner's, so that nothing of its own that is under way is
    /// stored any more; the others were taken by somebody else.
    /// </summary>
    public static Dictionary<int, long> Reclaim(NpgsqlConnection connection, int[] shards, string owner) =>
        Epochs(connection, ReclaimSql, shards, owner);

    /// <summary>Ends what a broken connection of this lane may have left running on the server.</summary>
    public static void EndOwnConnections(NpgsqlConnection connection, string name)
    {
        using var command = new NpgsqlCommand(EndOwnSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Ends the appending connections of the owners before: a node that is frozen in the middle of a statement holds its
    /// locks for as long as it likes. One that is alive comes back and finds out what it still has.
    /// </summary>
    public static IReadOnlyList<int> EndOldConnections(NpgsqlConnection connection, int[] shards, string owner)
    {
        using var command = new NpgsqlCommand(EndOldSql, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = shards });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = owner });
        using var row = command.ExecuteReader();
        var ended = new List<int>();
        while (row.Read()) ended.Add(row.GetInt32(0));
        return ended;
    }

    private static Dictionary<int, long> Epochs(NpgsqlConnection connection, string sql, int[] shards, string owner)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = shards });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = owner });
        var epochs = new Dictionary<int, long>();
        using var row = command.ExecuteReader();
        while (row.Read()) epochs[row.GetInt32(0)] = row.GetInt64(1);
        while (row.NextResult())
        {
        }

        return epochs;
    }
}
