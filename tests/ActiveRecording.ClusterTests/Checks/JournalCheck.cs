using Npgsql;

namespace ActiveRecording.ClusterTests.Checks;

/// <summary>
/// Looks into the tables, without a line of the product's code: is all there that phones were told has happened, once and
/// in order?
/// </summary>
/// <param name="database">Connection string.</param>
internal sealed class JournalCheck(string database)
{
    private static readonly (string Says, string Sql)[] Holes =
    [
        ("stream with a hole", "SELECT stream_id FROM journal GROUP BY stream_id HAVING min(seq) <> 1 OR max(seq) <> count(*)"),
        ("shard with a hole",
            "SELECT shard_id::text FROM journal GROUP BY shard_id HAVING min(position) <> 1 OR max(position) <> count(*)"),
    ];

    private static readonly (string Says, string Sql)[] Repetitions =
    [
        ("append in two streams, or torn apart",
            """
            SELECT append_id::text FROM journal
            GROUP BY append_id HAVING count(DISTINCT stream_id) > 1 OR max(seq) - min(seq) + 1 <> count(*)
            """),

        // One half of an append's identifier is that of the request it came from: Guid writes it first.
        ("request applied twice",
            """
            SELECT stream_id || ' ' || left(append_id::text, 18) FROM journal
            GROUP BY stream_id, left(append_id::text, 18) HAVING count(DISTINCT append_id) > 1
            """),
        ("event of an older epoch behind one of a newer",
            """
            SELECT stream_id || ' ' || seq FROM (
              SELECT stream_id, seq, epoch, lag(epoch) OVER (PARTITION BY shard_id ORDER BY position) AS before
              FROM journal) AS written
            WHERE epoch < before
            """),
        ("stream in two shards", "SELECT stream_id FROM journal GROUP BY stream_id HAVING count(DISTINCT shard_id) > 1"),
    ];

    /// <summary>The streams of calls, by the caller's Call-ID.</summary>
    private const string Named =
        """
        SELECT DISTINCT call_id, stream_id FROM journal JOIN unnest(@value) AS call_id
          ON event_name = 'dialog-changed' AND payload ->> 'leg' = 'Origin' AND payload #>> '{dialog,dialog,callId}' = call_id
        """;

    private const string OfCalls =
        $$"""
        WITH named AS ({{Named}})
        SELECT call_id,
          count(DISTINCT stream_id),
          count(*) FILTER (WHERE event_name = 'call-answered'),
          count(*) FILTER (WHERE event_name = 'offer-answered' AND payload ->> 'leg' = 'Origin'),
          count(*) FILTER (WHERE event_name = 'call-ended'),
          array_agg((payload #>> '{progress,remoteCSeq}')::int)
            FILTER (WHERE event_name = 'dialog-moved' AND payload ->> 'leg' = 'Origin')
        FROM named JOIN journal USING (stream_id) GROUP BY call_id
        """;

    /// <summary>Judges the whole journal, and the streams of some calls.</summary>
    public Findings Judge(IReadOnlyList<CallEvidence> calls)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        List<string> lost = [.. Holes.SelectMany(check => Rows(connection, check.Says, check.Sql))];
        List<string> doubled = [.. Repetitions.SelectMany(check => Rows(connection, check.Says, check.Sql))];

        var stored = Stored(connection, calls);
        foreach (var call in calls)
        {
            var (streams, answered, reoffers, ended, numbers) = stored.GetValueOrDefault(call.CallId);
            Compare($"streams of call {call.CallId}", 1, streams, lost, doubled);
            Compare($"call-answered of call {call.CallId}", 1, answered, lost, doubled);
            Compare($"offer-answered of call {call.CallId}", call.Reoffers, reoffers, lost, doubled);
            lost.AddRange(call.Answered.Except(numbers ?? []).Select(number => $"request {number} of call {call.CallId}"));
            if (call.IsEnded) Compare($"call-ended of call {call.CallId}", 1, ended, lost, doubled);
        }

        return new Findings(lost, doubled);
    }

    /// <summary>How many calls are not over yet.</summary>
    public long CallsUnderWay() => Tests.PostgresCluster.Query<long>(
        database, "SELECT count(*) FROM live_stream WHERE stream_id LIKE 'call/%'")[0];

    /// <summary>The callers' Call-IDs of the living calls in shards that a node owns.</summary>
    public HashSet<string> CallsOf(string node) => [.. Texts(
        """
        SELECT DISTINCT payload #>> '{dialog,dialog,callId}'
        FROM journal JOIN live_stream USING (stream_id) JOIN shard ON shard.shard_id = live_stream.shard_id
        WHERE event_name = 'dialog-changed' AND payload ->> 'leg' = 'Origin' AND owner LIKE @value || '/%'
        """,
        node)];

    /// <summary>The caller's Call-ID of the living calls that a number makes.</summary>
    public IReadOnlyList<string> CallsFrom(string number) => Texts(
        """
        SELECT DISTINCT dialog.payload #>> '{dialog,dialog,callId}'
        FROM journal AS dialog JOIN live_stream USING (stream_id) JOIN journal AS created USING (stream_id)
        WHERE dialog.event_name = 'dialog-changed' AND dialog.payload ->> 'leg' = 'Origin'
          AND created.event_name = 'call-created' AND created.payload ->> 'ani' = @value
        """,
        number);

    /// <summary>How many re-INVITEs of a number's living calls have been answered with success.</summary>
    public int OffersAnswered(string number) => Texts(
        """
        SELECT answered.stream_id
        FROM journal AS answered JOIN live_stream USING (stream_id) JOIN journal AS created USING (stream_id)
        WHERE answered.event_name = 'offer-answered' AND answered.payload ->> 'leg' = 'Origin'
          AND created.event_name = 'call-created' AND created.payload ->> 'ani' = @value
        """,
        number).Count;

    /// <summary>The switch's identifiers of calls.</summary>
    public IReadOnlyList<string> CallUuids(IReadOnlyList<CallEvidence> calls) => Texts(
        $"SELECT split_part(stream_id, '/', 2) FROM ({Named}) AS named", calls.Select(static call => call.CallId).ToArray());

    /// <summary>Writes the whole journal to a file, in the order of its time, for people to look into.</summary>
    public void Save(string path)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var rows = connection.BeginTextExport(
            """
            COPY (
              SELECT at, shard_id, position, epoch, stream_id, seq, append_id, event_name, payload
              FROM journal ORDER BY at, shard_id, position) TO STDOUT
            """);
        using var file = new StreamWriter(path);
        while (rows.ReadLine() is { } row) file.WriteLine(row);
    }

    private List<string> Texts(string sql, object value)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("value", value);
        using var row = command.ExecuteReader();
        var found = new List<string>();
        while (row.Read()) found.Add(row.GetString(0));
        return found;
    }

    private static void Compare(string what, long told, long found, List<string> lost, List<string> doubled)
    {
        if (found < told) lost.Add($"{what}: {found} of {told}");
        else if (found > told) doubled.Add($"{what}: {found} instead of {told}");
    }

    private static List<string> Rows(NpgsqlConnection connection, string says, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var found = new List<string>();
        while (row.Read()) found.Add($"{says}: {row.GetString(0)}");
        return found;
    }

    private static Dictionary<string, (long Streams, long Answered, long Reoffers, long Ended, int?[]? Numbers)> Stored(
        NpgsqlConnection connection, IReadOnlyList<CallEvidence> calls)
    {
        using var command = new NpgsqlCommand(OfCalls, connection);
        command.Parameters.AddWithValue("value", calls.Select(static call => call.CallId).ToArray());
        using var row = command.ExecuteReader();
        var stored = new Dictionary<string, (long, long, long, long, int?[]?)>();
        while (row.Read())
        {
            stored[row.GetString(0)] = (
                row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
                row.IsDBNull(5) ? null : row.GetFieldValue<int?[]>(5));
        }

        return stored;
    }
}
