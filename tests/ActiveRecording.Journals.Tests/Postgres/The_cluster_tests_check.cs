using ActiveRecording.ClusterTests.Checks;

namespace ActiveRecording.Journals.Tests.Postgres;

/// <summary>What <c>./build.sh cluster-test</c> looks for in the tables is found when it is there.</summary>
public sealed class The_cluster_tests_check : IDisposable
{
    private static readonly CallEvidence Told = new("c1", [2], 1, IsEnded: true);
    private readonly PostgresNodes nodes;

    public The_cluster_tests_check(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        nodes.Open();
        Write(1, "dialog-changed", """{"leg":"Origin","dialog":{"dialog":{"callId":"c1"}}}""");
        Write(2, "call-answered", "{}");
        Write(3, "dialog-moved", """{"leg":"Origin","progress":{"remoteCSeq":2}}""");
        Write(4, "offer-answered", """{"leg":"Origin"}""");
        Write(5, "call-ended", "{}");
    }

    [Fact]
    public void Is_content_with_what_is_whole()
    {
        var found = Judge();

        Assert.Empty(found.Lost);
        Assert.Empty(found.Doubled);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE seq = 2", "stream with a hole: call/u1", "shard with a hole: 3", "call-answered of call c1: 0 of 1")]
    [InlineData("DELETE FROM journal WHERE seq = 5", "call-ended of call c1: 0 of 1")]
    [InlineData("UPDATE journal SET payload = '{}' WHERE seq = 3", "request 2 of call c1")]
    [InlineData("UPDATE journal SET event_name = 'other' WHERE seq = 4", "offer-answered of call c1: 0 of 1")]
    [InlineData("DELETE FROM journal", "streams of call c1: 0 of 1", "call-answered of call c1: 0 of 1", "offer-answered of call c1: 0 of 1", "request 2 of call c1", "call-ended of call c1: 0 of 1")]
    public void Misses_what_is_lost(string loss, params string[] missed)
    {
        nodes.Execute(loss);

        Assert.Equal(missed, Judge().Lost);
    }

    [Theory]
    [InlineData("UPDATE journal SET event_name = 'call-ended' WHERE seq = 4", "call-ended of call c1: 2 instead of 1")]
    [InlineData("UPDATE journal SET epoch = 7 WHERE seq = 4", "event of an older epoch behind one of a newer: call/u1 5")]
    [InlineData("UPDATE journal SET append_id = '00000001-0000-0000-0000-000000000000' WHERE seq IN (1, 3)", "append in two streams, or torn apart: 00000001-0000-0000-0000-000000000000")]
    [InlineData("UPDATE journal SET append_id = ('00000001-0000-0000-0000-00000000000' || seq)::uuid WHERE seq IN (1, 2)", "request applied twice: call/u1 00000001-0000-0000")]
    public void Finds_what_is_doubled(string repetition, string doubled)
    {
        nodes.Execute(repetition);

        Assert.Contains(doubled, Judge().Doubled);
    }

    [Fact]
    public void Finds_a_call_that_two_streams_tell_of()
    {
        nodes.Execute("INSERT INTO journal SELECT 'call/u2', seq, 4, position, epoch, gen_random_uuid(), event_name, version, payload FROM journal WHERE seq = 1");

        Assert.Equal(["streams of call c1: 2 instead of 1"], Judge().Doubled);
    }

    public void Dispose() => nodes.Dispose();

    private Findings Judge() => new JournalCheck(nodes.ConnectionString).Judge([Told]);

    private void Write(int sequence, string name, string payload) => nodes.Execute(
        $"INSERT INTO journal VALUES ('call/u1', {sequence}, 3, {sequence}, 1, gen_random_uuid(), '{name}', 1, '{payload}')");
}
