using ActiveRecording.EventSourcing.Members;
using Npgsql;
using NpgsqlTypes;

namespace ActiveRecording.Journals.Postgres;

/// <summary>
/// Reads and moves the rows of members. Each change is one statement that locks the cluster's row before those of
/// members, and these by number: changes happen one after another, none waits for another in a circle, and no
/// transaction stays open while a node is frozen. What a statement reads of a row it locked is the newest version, whatever
/// its snapshot shows; that is what "the first writer wins" rests on.
/// </summary>
internal static class MemberRows
{
    private const string ReadSql = """
        SELECT c.version, clock_timestamp(), m.incarnation, m.name, m.address, m.roles, m.state, m.registered
        FROM cluster c LEFT JOIN (
          SELECT DISTINCT ON (name) incarnation, name, address, roles, state, registered
          FROM member ORDER BY name, incarnation DESC) m ON true
        ORDER BY m.name
        """;

    private const string AdvanceSql = """
        WITH c AS MATERIALIZED (SELECT 1 FROM cluster FOR NO KEY UPDATE),
        l AS MATERIALIZED (
          SELECT m.incarnation, m.state FROM c, member m
          WHERE m.incarnation = $1 AND m.state < 3 AND m.state <= $2 FOR NO KEY UPDATE OF m),
        u AS (UPDATE member m SET state = $2 FROM l WHERE m.incarnation = l.incarnation AND l.state < $2),
        v AS (UPDATE cluster SET version = version + 1 FROM l WHERE l.state < $2)
        SELECT EXISTS (SELECT 1 FROM l)
        """;

    private const string DeposeSql = """
        WITH c AS MATERIALIZED (SELECT 1 FROM cluster FOR NO KEY UPDATE),
        l AS MATERIALIZED (
          SELECT m.incarnation FROM c, member m
          WHERE m.incarnation IN ($1, $2) AND m.state < 3 ORDER BY m.incarnation FOR NO KEY UPDATE OF m),
        w AS MATERIALIZED (
          SELECT deposed.incarnation FROM l deposer, l deposed WHERE deposer.incarnation = $1 AND deposed.incarnation = $2),
        u AS (UPDATE member m SET state = 3 FROM w WHERE m.incarnation = w.incarnation),
        v AS (UPDATE cluster SET version = version + 1 FROM w)
        SELECT EXISTS (SELECT 1 FROM l WHERE incarnation = $1), EXISTS (SELECT 1 FROM w)
        """;

    public static MemberList Read(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ReadSql, connection);
        using var row = command.ExecuteReader();
        var members = new List<Member>();
        var (version, now) = (0L, default(DateTimeOffset));
        while (row.Read())
        {
            (version, now) = (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1));
            if (row.IsDBNull(2)) continue;
            members.Add(new Member(
                row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetFieldValue<string[]>(5),
                (MemberState)row.GetInt16(6), row.GetFieldValue<DateTimeOffset>(7)));
        }

        return new MemberList(version, now, members);
    }

    public static bool Advance(NpgsqlConnection connection, long incarnation, MemberState state)
    {
        using var command = new NpgsqlCommand(AdvanceSql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = incarnation });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)state, NpgsqlDbType = NpgsqlDbType.Smallint });
        return (bool)command.ExecuteScalar()!;
    }

    public static DeposeOutcome Depose(NpgsqlConnection connection, long deposer, long deposed)
    {
        using var command = new NpgsqlCommand(DeposeSql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = deposer });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = deposed });
        var (mayDepose, isDeposed) = (false, false);
        using (var row = command.ExecuteReader())
        {
            if (row.Read()) (mayDepose, isDeposed) = (row.GetBoolean(0), row.GetBoolean(1));
            row.NextResult();
        }

        return isDeposed ? DeposeOutcome.Deposed : mayDepose ? DeposeOutcome.AlreadyDown : DeposeOutcome.NotAlive;
    }
}
