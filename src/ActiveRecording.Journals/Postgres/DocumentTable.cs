using ActiveRecording.EventSourcing.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>One collection: documents with the keys they are found by.</summary>
internal sealed class DocumentTable
{
    private const string Columns = "id, time, dns, ani, dnis, call_uuid, state, json, revision";
    private readonly string collection;
    private readonly string name;

    public DocumentTable(string collection)
    {
        if (collection.Length == 0 || !collection.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'))
            throw new ArgumentException($"'{collection}' is not made of lower-case letters and underscores");
        (this.collection, name) = (collection, "model_" + collection);
    }

    public string Schema => $"""
        CREATE TABLE IF NOT EXISTS {name} (
          id text COLLATE "C" PRIMARY KEY, time bigint NOT NULL, dns text[] NOT NULL,
          ani text, dnis text, call_uuid text, state text, json json NOT NULL,
          revision bigint NOT NULL DEFAULT 1);
        DO $make$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '{name}'::regclass AND attname = 'revision') THEN
            ALTER TABLE {name} ADD COLUMN revision bigint NOT NULL DEFAULT 1;
          END IF;
        END $make$;
        CREATE INDEX IF NOT EXISTS {name}_time ON {name} (time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_ani ON {name} (ani, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_dnis ON {name} (dnis, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_call_uuid ON {name} (call_uuid, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_state ON {name} (state, time DESC, id DESC);
        CREATE INDEX IF NOT EXISTS {name}_dns ON {name} USING gin (dns);
        """;

    /// <summary>
    /// Puts a document in the place of the one it was made from. Where that is another one, the revision becomes null,
    /// which the table refuses, and with it the whole change.
    /// </summary>
    public NpgsqlBatchCommand Store(ReadModelDocument document)
    {
        var command = new NpgsqlBatchCommand($"""
            INSERT INTO {name} ({Columns}) VALUES (
              $1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9 IS NULL OR $9 = 0 OR EXISTS (SELECT FROM {name} WHERE id = $1) THEN 1 END)
            ON CONFLICT (id) DO UPDATE SET
              time = excluded.time, dns = excluded.dns, ani = excluded.ani, dnis = excluded.dnis,
              call_uuid = excluded.call_uuid, state = excluded.state, json = excluded.json,
              revision = CASE WHEN $9 IS NULL OR {name}.revision = $9 THEN {name}.revision + 1 END
            """);
        var keys = document.Keys;
        Add(document.Id, NpgsqlDbType.Text);
        Add(keys.Time.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
        Add(keys.Dns.Distinct(StringComparer.Ordinal).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(keys.Ani, NpgsqlDbType.Text);
        Add(keys.Dnis, NpgsqlDbType.Text);
        Add(keys.CallUuid, NpgsqlDbType.Text);
        Add(keys.State, NpgsqlDbType.Text);
        Add(document.Json, NpgsqlDbType.Json);
        Add(document.Revision, NpgsqlDbType.Bigint);
        return command;

        void Add(object? value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    public ReadModelDocument? Find(NpgsqlConnection connection, string id)
    {
        using var command = new NpgsqlCommand($"SELECT {Columns} FROM {name} WHERE id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        return Read(command).SingleOrDefault();
    }

    /// <summary>One document more than the limit, if there is one.</summary>
    public List<ReadModelDocument> List(NpgsqlConnection connection, ReadModelFilter filter)
    {
        using var command = new NpgsqlCommand { Connection = connection };
        var where = new List<string>();
        Add("time >= {0}", filter.From?.ToUnixTimeMilliseconds());
        Add("time < {0}", filter.To?.ToUnixTimeMilliseconds());
        Add("dns @> ARRAY[{0}]", filter.Dn);
        Add("ani = {0}", filter.Ani);
        Add("dnis = {0}", filter.Dnis);
        Add("call_uuid = {0}", filter.CallUuid);
        Add("state = {0}", filter.State);
        if (filter.After is { } after) where.Add($"(time, id) < ({Parameter(after.Milliseconds)}, {Parameter(after.Id)})");
        var condition = where.Count == 0 ? "" : "WHERE " + string.Join(" AND ", where);
        command.CommandText =
            $"SELECT {Columns} FROM {name} {condition} ORDER BY time DESC, id DESC LIMIT {Parameter(filter.Limit + 1)}";
        return Read(command);

        void Add(string sql, object? value)
        {
            if (value is not null) where.Add(sql.Replace("{0}", Parameter(value), StringComparison.Ordinal));
        }

        string Parameter(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return $"${command.Parameters.Count}";
        }
    }

    private List<ReadModelDocument> Read(NpgsqlCommand command)
    {
        using var row = command.ExecuteReader();
        var found = new List<ReadModelDocument>();
        while (row.Read())
        {
            var keys = new ReadModelKeys
            {
                Time = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                Dns = row.GetFieldValue<string[]>(2),
                Ani = Text(3),
                Dnis = Text(4),
                CallUuid = Text(5),
                State = Text(6),
            };
            found.Add(new(collection, row.GetString(0), keys, row.GetFieldValue<byte[]>(7)) { Revision = row.GetInt64(8) });
        }

        return found;

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
