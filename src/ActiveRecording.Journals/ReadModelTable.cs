using System.Text;
using ActiveRecording.EventSourcing.ReadModels;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals;

/// <summary>One collection: documents with their keys, and a table of the DNs that take part in each.</summary>
internal sealed class ReadModelTable
{
    private const string Columns = "d.id, d.time, d.dns, d.ani, d.dnis, d.call_uuid, d.state, d.json, d.revision";
    private readonly string name;

    public ReadModelTable(string collection)
    {
        if (collection.Length == 0 || !collection.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'))
            throw new ArgumentException($"'{collection}' is not made of lower-case letters and underscores");
        name = "model_" + collection;
    }

    private string Schema => $"""
        CREATE TABLE IF NOT EXISTS {name} (
          id TEXT PRIMARY KEY, time INTEGER NOT NULL, dns TEXT NOT NULL,
          ani TEXT, dnis TEXT, call_uuid TEXT, state TEXT, json TEXT NOT NULL,
          revision INTEGER NOT NULL DEFAULT 1);
        CREATE INDEX IF NOT EXISTS {name}_time ON {name} (time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_ani ON {name} (ani, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_dnis ON {name} (dnis, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_call_uuid ON {name} (call_uuid, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_state ON {name} (state, time DESC, id DESC);
        CREATE TABLE IF NOT EXISTS {name}_dn (
          dn TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (dn, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS {name}_dn_id ON {name}_dn (id);
        """;

    /// <summary>Makes what is missing; the revision of documents came later than their tables.</summary>
    public void Make(SqliteConnection connection)
    {
        SqliteConnections.Execute(connection, Schema);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM pragma_table_info('{name}') WHERE name = 'revision'";
        if ((long)command.ExecuteScalar()! == 0)
            SqliteConnections.Execute(connection, $"ALTER TABLE {name} ADD COLUMN revision INTEGER NOT NULL DEFAULT 1");
    }

    /// <returns>False, and nothing stored, where another document is there than the one it was made from.</returns>
    public bool TryStore(SqliteConnection connection, ReadModelDocument document)
    {
        var stored = RevisionOf(connection, document.Id);
        if (document.Revision is { } seen && seen != stored) return false;
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT OR REPLACE INTO {name} (id, time, dns, ani, dnis, call_uuid, state, json, revision)
            VALUES ($id, $time, $dns, $ani, $dnis, $call_uuid, $state, $json, $revision);
            DELETE FROM {name}_dn WHERE id = $id;
            """;
        var keys = document.Keys;
        command.Parameters.AddWithValue("$id", document.Id);
        command.Parameters.AddWithValue("$time", keys.Time.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$dns", string.Join('\n', keys.Dns));
        command.Parameters.AddWithValue("$ani", keys.Ani ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$dnis", keys.Dnis ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$call_uuid", keys.CallUuid ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$state", keys.State ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$json", Encoding.UTF8.GetString(document.Json.Span));
        command.Parameters.AddWithValue("$revision", stored + 1);
        command.ExecuteNonQuery();
        foreach (var dn in keys.Dns.Distinct(StringComparer.Ordinal)) StoreDn(connection, dn, document.Id);
        return true;
    }

    public ReadModelDocument? Find(SqliteConnection connection, string id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM {name} d WHERE d.id = $id";
        command.Parameters.AddWithValue("$id", id);
        return Read(command).SingleOrDefault();
    }

    /// <summary>One document more than the limit, if there is one.</summary>
    public List<ReadModelDocument> List(SqliteConnection connection, ReadModelFilter filter)
    {
        using var command = connection.CreateCommand();
        var where = new List<string>();
        Add("d.time >= $from", "$from", filter.From?.ToUnixTimeMilliseconds());
        Add("d.time < $to", "$to", filter.To?.ToUnixTimeMilliseconds());
        Add($"d.id IN (SELECT id FROM {name}_dn WHERE dn = $dn)", "$dn", filter.Dn);
        Add("d.ani = $ani", "$ani", filter.Ani);
        Add("d.dnis = $dnis", "$dnis", filter.Dnis);
        Add("d.call_uuid = $call_uuid", "$call_uuid", filter.CallUuid);
        Add("d.state = $state", "$state", filter.State);
        Add("d.time <= $after", "$after", filter.After?.Milliseconds);
        Add("(d.time < $after OR d.id < $after_id)", "$after_id", filter.After?.Id);
        var condition = where.Count == 0 ? "" : "WHERE " + string.Join(" AND ", where);
        command.CommandText = $"SELECT {Columns} FROM {name} d {condition} ORDER BY d.time DESC, d.id DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", filter.Limit + 1);
        return Read(command);

        void Add(string sql, string parameter, object? value)
        {
            if (value is null) return;
            where.Add(sql);
            command.Parameters.AddWithValue(parameter, value);
        }
    }

    private long RevisionOf(SqliteConnection connection, string id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT revision FROM {name} WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() as long? ?? 0;
    }

    private void StoreDn(SqliteConnection connection, string dn, string id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {name}_dn (dn, id) VALUES ($dn, $id)";
        command.Parameters.AddWithValue("$dn", dn);
        command.Parameters.AddWithValue("$id", id);
        command.ExecuteNonQuery();
    }

    private List<ReadModelDocument> Read(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var found = new List<ReadModelDocument>();
        while (row.Read())
        {
            var keys = new ReadModelKeys
            {
                Time = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                Dns = row.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Ani = row.IsDBNull(3) ? null : row.GetString(3),
                Dnis = row.IsDBNull(4) ? null : row.GetString(4),
                CallUuid = row.IsDBNull(5) ? null : row.GetString(5),
                State = row.IsDBNull(6) ? null : row.GetString(6),
            };
            found.Add(new(name["model_".Length..], row.GetString(0), keys, row.GetFieldValue<byte[]>(7))
            {
                Revision = row.GetInt64(8),
            });
        }

        return found;
    }
}
