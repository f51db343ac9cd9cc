using System.Text;
using ActiveRecording.EventSourcing;
using ActiveRecording.Journals.Postgres;
using Npgsql;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class An_append_of_unknown_outcome : IDisposable
{
    private static readonly StreamId Call = new("call", "c");
    private readonly PostgresNodes nodes;
    private readonly CuttingProxy wire;
    private readonly PostgresJournal journal;
    private readonly string owner;
    private ShardEpoch fence;

    public An_append_of_unknown_outcome(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        wire = new CuttingProxy(server.Port);
        var database = nodes.Open(with: options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = wire.Port }.ToString(),
        });
        (journal, owner) = (new PostgresJournal(database), database.Owner);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_found_when_only_the_answer_was_lost()
    {
        await Begin();
        wire.Next(CuttingProxy.Cut.Answer);
        var second = Next(1, "b");

        Assert.Equal(AppendOutcome.Unknown, await journal.AppendAsync(second, Stop));
        Assert.True(await journal.ContainsAppendAsync(second, Stop));
        Assert.Equal(AppendOutcome.Conflict, await journal.AppendAsync(second, Stop));
        await Continue(2);
        Assert.Equal(["a", "b", "next"], Names());
    }

    [Fact]
    public async Task Is_not_found_when_the_question_was_lost_and_may_be_sent_again()
    {
        await Begin();
        wire.Next(CuttingProxy.Cut.Question);
        var second = Next(1, "b");

        Assert.Equal(AppendOutcome.Unknown, await journal.AppendAsync(second, Stop));
        Assert.False(await journal.ContainsAppendAsync(second, Stop));
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(second, Stop));
        await Continue(2);
        Assert.Equal(["a", "b", "next"], Names());
    }

    [Fact]
    public async Task Is_not_stored_later_once_it_was_looked_for()
    {
        await Begin();
        using var other = new Session(nodes.ConnectionString);
        other.Run("BEGIN; SELECT 1 FROM shard WHERE shard_id = 3 FOR NO KEY UPDATE");
        var second = Next(1, "b");
        var append = journal.AppendAsync(second, Stop);
        var left = WaitUntilBlocked(except: 0);
        wire.CutAll();
        Assert.Equal(AppendOutcome.Unknown, await append);
        var looked = journal.ContainsAppendAsync(second, Stop);
        WaitUntilBlocked(except: left);
        other.Run("ROLLBACK");

        Assert.False(await looked);
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(second, Stop));
        await Continue(2);
        Assert.Equal(["a", "b", "next"], Names());
    }

    [Fact]
    public async Task Is_one_that_the_server_ended()
    {
        await Begin();
        using var other = new Session(nodes.ConnectionString);
        other.Run("BEGIN; SELECT 1 FROM shard WHERE shard_id = 3 FOR NO KEY UPDATE");
        var second = Next(1, "b");
        var append = journal.AppendAsync(second, Stop);
        WaitUntilBlocked(except: 0);
        nodes.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '{owner}#%'");
        Assert.Equal(AppendOutcome.Unknown, await append);
        other.Run("ROLLBACK");

        Assert.False(await journal.ContainsAppendAsync(second, Stop));
        await Continue(1);
        Assert.Equal(["a", "next"], Names());
    }

    [Fact]
    public async Task Of_a_writer_deposed_meanwhile_is_answered_and_what_follows_fenced()
    {
        await Begin();
        wire.Next(CuttingProxy.Cut.Answer);
        var second = Next(1, "b");
        await journal.AppendAsync(second, Stop);
        await new PostgresJournal(nodes.Open("other")).TakeOverAsync([3], Stop);

        Assert.True(await journal.ContainsAppendAsync(second, Stop));
        Assert.Equal(AppendOutcome.Fenced, await journal.AppendAsync(Next(2, "c"), Stop));
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public async Task Leaves_the_other_shards_of_its_writer_where_they_are()
    {
        await Begin();
        var neighbour = (await journal.TakeOverAsync([5], Stop))[0];
        wire.Next(CuttingProxy.Cut.Question);
        await journal.AppendAsync(Next(1, "b"), Stop);
        var dn = new StreamAppend(new StreamId("dn", "1001"), 0, neighbour, Guid.NewGuid(), [Event("n")], false);

        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(dn, Stop));
        Assert.Equal([neighbour, fence], await journal.TakeOverAsync([5, 3], Stop));
    }

    public void Dispose()
    {
        wire.Dispose();
        nodes.Dispose();
    }

    private static EventData Event(string name) => new(name, 1, Encoding.UTF8.GetBytes("{}"));

    private async Task Begin()
    {
        fence = (await journal.TakeOverAsync([3], Stop))[0];
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(Next(0, "a"), Stop));
    }

    private async Task Continue(long expected)
    {
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(Next(expected, "next"), Stop));
        Assert.Empty(nodes.Gaps());
    }

    private StreamAppend Next(long expected, string name) => new(Call, expected, fence, Guid.NewGuid(), [Event(name)], false);

    private List<string> Names() => nodes.Query<string>("SELECT event_name FROM journal WHERE stream_id = 'call/c' ORDER BY seq");

    /// <summary>The process on the server that waits for a lock on behalf of the journal.</summary>
    private int WaitUntilBlocked(int except)
    {
        var sql = $"""
            SELECT pid FROM pg_stat_activity
            WHERE application_name LIKE '{owner}#%' AND wait_event_type = 'Lock' AND pid <> {except}
            """;
        while (true)
        {
            if (nodes.Query<int>(sql) is [var blocked]) return blocked;
            Thread.Yield();
        }
    }
}
