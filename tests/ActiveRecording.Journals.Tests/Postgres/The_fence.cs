using Npgsql;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>
/// Why the append is written as it is: each weaker way to write it, beside it, at the moment where it loses an event.
/// An event is lost when it is stored although the new owner has replayed the stream without it.
/// </summary>
public sealed class The_fence : IDisposable
{
    private const string Insert =
        "INSERT INTO journal SELECT 'call/c', 1, 3, 1, 1, gen_random_uuid(), 'e', 1, '{}'::json";

    private const string Bump = """
        WITH l AS (SELECT shard_id FROM shard WHERE shard_id = 3 ORDER BY shard_id FOR NO KEY UPDATE)
        UPDATE shard s SET epoch = epoch + 1, owner = 'new' FROM l WHERE s.shard_id = l.shard_id
        """;

    private const string Replay = "SELECT seq FROM journal WHERE shard_id = 3";
    private readonly PostgresNodes nodes;
    private readonly Session old;
    private readonly Session taker;

    public The_fence(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        nodes.Open().Dispose();
        nodes.Execute("INSERT INTO shard VALUES (3, 1, 'old')");
        (old, taker) = (new Session(nodes.ConnectionString), new Session(nodes.ConnectionString));
    }

    /// <summary>Ways to judge the epoch in the append, and whether they hold when it comes first, or the takeover does.</summary>
    public static TheoryData<string, bool, bool> Judging => new()
    {
        { "SELECT 1 FROM shard WHERE shard_id = 3 AND epoch = 1 FOR SHARE", true, true },
        { "SELECT 1 FROM shard WHERE shard_id = 3 AND epoch = 1 FOR NO KEY UPDATE", true, true },
        { "SELECT 1 FROM shard WHERE shard_id = 3 AND epoch = 1 FOR KEY SHARE", false, true },
        { "SELECT 1 FROM shard WHERE shard_id = 3 AND epoch = 1", false, true },
        { "SELECT pg_advisory_xact_lock_shared(3) FROM shard WHERE shard_id = 3 AND epoch = 1", true, false },
    };

    [Theory]
    [MemberData(nameof(Judging))]
    public async Task Holds_when_the_append_comes_first(string judging, bool isSafe, bool _)
    {
        old.Run("BEGIN; " + Fenced(judging));
        var bump = taker.Begin("BEGIN; SELECT pg_advisory_xact_lock(3); " + Bump + "; COMMIT");
        var replayed = bump.IsCompleted ? taker.Read(Replay) : null;
        old.Run("COMMIT");
        await bump;

        Assert.Equal(isSafe, (replayed ?? taker.Read(Replay)).SequenceEqual(Stored()));
    }

    [Theory]
    [MemberData(nameof(Judging))]
    public async Task Holds_when_the_takeover_comes_first(string judging, bool _, bool isSafe)
    {
        taker.Run("BEGIN; SELECT pg_advisory_xact_lock(3); " + Bump);
        var append = old.Begin(Fenced(judging));
        var hasWaited = !append.IsCompleted;
        taker.Run("COMMIT");
        await append;

        Assert.Equal(isSafe, !hasWaited || Stored().Count == 0);
    }

    [Fact]
    public void Is_not_had_from_the_key_of_the_event_alone()
    {
        taker.Run(Bump);
        var replayed = taker.Read(Replay);
        old.Run(Insert);

        var fork = Assert.Throws<PostgresException>(() => taker.Run(Insert));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, fork.SqlState);
        Assert.NotEqual(replayed, Stored());
    }

    [Fact]
    public async Task Is_lost_when_bump_and_replay_share_a_snapshot()
    {
        old.Run("BEGIN; " + Fenced("SELECT 1 FROM shard WHERE shard_id = 3 AND epoch = 1 FOR SHARE"));
        taker.Run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        var bump = taker.Begin(Bump);
        old.Run("COMMIT");
        await bump;
        var replayed = taker.Read(Replay);
        taker.Run("COMMIT");

        Assert.Empty(replayed);
        Assert.Equal([1], Stored());
    }

    public void Dispose()
    {
        old.Dispose();
        taker.Dispose();
        nodes.Dispose();
    }

    private static string Fenced(string judging) => $"WITH live AS MATERIALIZED ({judging}) {Insert} FROM live";

    private List<long> Stored() => nodes.Query<long>(Replay);
}
