using ActiveRecording.EventSourcing.Members;
using Npgsql;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// Registers an incarnation: reads what the cluster holds against it, then stores it if nobody registered meanwhile, else
/// reads again. Other changes in between only take objections away. A registration that is still under way
/// somewhere when its node has registered anew comes too late by the same condition.
/// </summary>
internal static class MemberRegistration
{
    private const string FactsSql = """
        SELECT c.last_incarnation, c.name, c.secret_proof, clock_timestamp(), c.events,
          EXISTS (SELECT 1 FROM member m WHERE m.state < 3 AND m.name <> $1),
          ARRAY (SELECT e FROM unnest($2::text[]) e
            WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.state < 3 AND m.name <> $1 AND e <> ALL (m.events)))
        FROM cluster c
        """;

    /// <summary>
    /// The earlier life is put down before the new one is stored, because a name lives once; of lives long over, the
    /// last sixteen are kept for people who ask what happened.
    /// </summary>
    private const string StoreSql = """
        WITH c AS MATERIALIZED (SELECT 1 FROM cluster WHERE last_incarnation = $1 FOR NO KEY UPDATE),
        l AS MATERIALIZED (SELECT m.incarnation FROM c, member m WHERE m.name = $2 AND m.state < 3 FOR NO KEY UPDATE OF m),
        u AS (UPDATE member m SET state = 3 FROM l WHERE m.incarnation = l.incarnation RETURNING 1),
        v AS (
          UPDATE cluster SET name = $6, secret_proof = $7, events = $8,
            last_incarnation = last_incarnation + 1, version = version + 1 FROM c),
        g AS (
          DELETE FROM member m USING c WHERE m.name = $2 AND m.state = 3 AND m.incarnation IN (
            SELECT o.incarnation FROM member o WHERE o.name = $2 ORDER BY o.incarnation DESC OFFSET 16))
        INSERT INTO member (incarnation, name, address, roles, events, state, registered)
        SELECT $1 + 1, $2, $3, $4, $5, 0, clock_timestamp() FROM c, (SELECT count(*) FROM u) put_down
        """;

    public static RegistrationOutcome Run(NpgsqlConnection connection, Registration registration, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var (last, facts) = Read(connection, registration);
            if (registration.ObjectionOf(facts) is { } objection) return new RegistrationOutcome.Refused(objection);
            if (Store(connection, registration, last, facts)) return new RegistrationOutcome.Registered(last + 1);
        }
    }

    private static (long LastIncarnation, ClusterFacts Facts) Read(NpgsqlConnection connection, Registration registration)
    {
        using var command = new NpgsqlCommand(FactsSql, connection);
        Add(command, registration.Name);
        Add(command, registration.Events.ToArray());
        using var row = command.ExecuteReader();
        if (!row.Read()) throw new InvalidOperationException("the row of table cluster is gone");
        var facts = new ClusterFacts(
            row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2),
            row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<string[]>(4),
            row.GetBoolean(5) ? row.GetFieldValue<string[]>(6) : null);
        return (row.GetInt64(0), facts);
    }

    private static bool Store(NpgsqlConnection connection, Registration registration, long last, ClusterFacts facts)
    {
        using var command = new NpgsqlCommand(StoreSql, connection);
        Add(command, last);
        Add(command, registration.Name);
        Add(command, registration.Address);
        Add(command, registration.Roles.ToArray());
        Add(command, registration.Events.ToArray());
        Add(command, registration.Cluster);
        Add(command, registration.SecretProof);
        Add(command, facts.EventsOfCluster.Union(registration.Events, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        return command.ExecuteNonQuery() > 0;
    }

    private static void Add<T>(NpgsqlCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
