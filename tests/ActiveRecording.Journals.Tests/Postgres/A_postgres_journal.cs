using ActiveRecording.EventSourcing;
using ActiveRecording.Journals.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class A_postgres_journal : JournalContract, IDisposable
{
    private static readonly StreamId Call = new("call", "c");
    private readonly PostgresNodes nodes;

    public A_postgres_journal(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        Journal = new PostgresJournal(nodes.Open());
    }

    protected override IJournal Journal { get; }

    [Fact]
    public async Task Does_not_refuse_others_for_an_event_that_the_server_does_not_take()
    {
        var fence = await TakeOver(3);
        var events = new EventData("e", 1, "{"u8.ToArray());
        var appends = Enumerable.Range(0, 20).Select(number => number == 7
            ? Journal.AppendAsync(new(new StreamId("call", "flawed"), 0, fence, NextAppend(1), [events], false), CancellationToken.None)
            : TryAppend(new StreamId("call", $"{number}"), 0, fence, ["e"]));
        var outcomes = await Task.WhenAll(appends);

        Assert.Equal([(AppendOutcome.Appended, 19), (AppendOutcome.Refused, 1)], outcomes.CountBy(o => o).Select(o => (o.Key, o.Value)).Order());
        Assert.Empty(nodes.Gaps());
    }

    [Fact]
    public async Task Waits_for_the_disk_and_judges_epochs_anew_whatever_the_database_is_set_to()
    {
        nodes.Execute("""
            CREATE TABLE noted (setting text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO noted VALUES (current_setting('synchronous_commit') || ', ' || current_setting('transaction_isolation'));
              RETURN NULL; END $$;
            CREATE TRIGGER note AFTER INSERT ON journal EXECUTE FUNCTION note();
            DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$;
            DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET default_transaction_isolation = serializable'; END $$;
            """);
        var other = OtherWriter();
        var fence = (await other.TakeOverAsync([3], TestContext.Current.CancellationToken))[0];
        await TryAppend(Call, 0, fence, ["a"], journal: other);

        Assert.Equal(["on, read committed"], nodes.Query<string>("SELECT DISTINCT setting FROM noted"));
    }

    [Fact]
    public async Task Takes_a_shard_from_an_owner_that_is_frozen_in_the_middle_of_a_statement()
    {
        var frozen = nodes.Open("frozen");
        await new PostgresJournal(frozen).TakeOverAsync([3], TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection($"{nodes.ConnectionString};Application Name={frozen.Owner}#9");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var locks = new NpgsqlCommand("SELECT 1 FROM shard WHERE shard_id = 3 FOR SHARE", connection);
        await locks.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await Append(Call, 0, await TakeOver(3), "a");
    }

    [Fact]
    public void Is_made_once_by_nodes_that_start_together()
    {
        nodes.Execute("DROP TABLE journal, journal_schema, shard, live_stream, snapshot, projection_position, cluster, member");
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ => Start().Dispose());

        Assert.Equal([2], nodes.Query<int>("SELECT version FROM journal_schema"));
    }

    [Fact]
    public async Task Of_an_older_program_is_brought_up_to_date_with_all_that_is_in_it()
    {
        await Append(Call, 0, await TakeOver(3), "a");
        nodes.Execute("DROP TABLE cluster, member; UPDATE journal_schema SET version = 1");
        Start().Dispose();

        Assert.Equal([2], nodes.Query<int>("SELECT version FROM journal_schema"));
        Assert.Equal([0L], nodes.Query<long>("SELECT version FROM cluster"));
        Assert.Equal(["a"], nodes.Query<string>("SELECT event_name FROM journal"));
    }

    [Fact]
    public void Of_a_newer_program_or_other_shards_is_refused_with_the_reason()
    {
        var shards = Assert.Throws<InvalidOperationException>(() => nodes.Open(with: options => options with { Shards = 32 }));
        Assert.Contains("made with 16 shards, journal.shards says 32", shards.Message, StringComparison.Ordinal);

        nodes.Execute("UPDATE journal_schema SET version = 99");
        var newer = Assert.Throws<InvalidOperationException>(() => nodes.Open());
        Assert.Contains("schema version 99", newer.Message, StringComparison.Ordinal);
    }

    public void Dispose() => nodes.Dispose();

    protected override IJournal OtherWriter() => new PostgresJournal(nodes.Open());

    private PostgresDatabase Start() =>
        new(new PostgresOptions { ConnectionString = nodes.ConnectionString }, TimeProvider.System, NullLogger.Instance);
}
