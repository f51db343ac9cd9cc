using ActiveRecording.EventSourcing;
using ActiveRecording.Journals.Postgres;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class A_journal_under_attack : IAsyncDisposable
{
    private const int Shards = 16;
    private readonly PostgresServer server = new();
    private readonly PostgresNodes nodes;
    private readonly List<Writer> writers = [.. Enumerable.Range(0, 48).Select(number => new Writer(new("call", $"{number}"), Shards))];

    /// <summary>On a server of its own: this one crashes.</summary>
    public A_journal_under_attack() => nodes = new PostgresNodes(server);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_every_acknowledged_event_once_and_in_order_after_the_server_crashed_again_and_again()
    {
        var journal = new PostgresJournal(nodes.Open());
        var fences = await journal.TakeOverAsync([.. Enumerable.Range(0, Shards)], Stop);
        using var end = new CancellationTokenSource();
        var writing = writers.ConvertAll(writer => writer.WriteAsync(journal, fences[writer.Shard], 0, end.Token));
        for (var crash = 0; crash < 4; crash++)
        {
            await GrowAsync(500);
            server.Crash();
        }

        await GrowAsync(500);
        await end.CancelAsync();
        Assert.All(await Task.WhenAll(writing), Assert.False);

        Assert.NotEqual(0, writers.Sum(writer => writer.Unknown));
        AssertAcknowledged();
    }

    [Fact]
    public async Task Has_one_writer_per_stream_while_nodes_take_shards_from_each_other()
    {
        var journals = Enumerable.Range(0, 3).Select(number => new PostgresJournal(nodes.Open($"node-{number}"))).ToList();
        var dice = new Random(20261120);
        using var end = new CancellationTokenSource();
        var writing = new List<Task>();
        var owners = new int[Shards];
        for (var turn = 0; turn < 60; turn++)
        {
            var shard = dice.Next(Shards);
            owners[shard] += 1 + dice.Next(journals.Count - 1);
            var journal = journals[owners[shard] % journals.Count];
            var fence = (await journal.TakeOverAsync([shard], Stop))[0];
            writing.AddRange(writers.Where(writer => writer.Shard == shard).Select(writer => ContinueAsync(writer, journal, fence, end.Token)));
            await GrowAsync(40);
        }

        await end.CancelAsync();
        await Task.WhenAll(writing);
        AssertAcknowledged();
        Assert.Empty(nodes.Query<string>("""
            SELECT stream_id FROM (SELECT stream_id, epoch < lag(epoch) OVER (PARTITION BY stream_id ORDER BY seq) AS falls FROM journal) j
            WHERE falls
            """));
    }

    public async ValueTask DisposeAsync()
    {
        nodes.Dispose();
        await server.DisposeAsync();
    }

    /// <summary>A new owner replays the stream after the takeover, then goes on.</summary>
    private static async Task ContinueAsync(Writer writer, PostgresJournal journal, ShardEpoch fence, CancellationToken stop)
    {
        var last = 0L;
        await foreach (var stored in journal.ReadStreamAsync(writer.Stream, 0, CancellationToken.None)) last = stored.Sequence;
        await writer.WriteAsync(journal, fence, last, stop);
    }

    private async Task GrowAsync(int events)
    {
        var before = Count();
        while (Count() < before + events) await Task.Yield();
    }

    private long Count() => nodes.Query<long>("SELECT count(*) FROM journal")[0];

    private void AssertAcknowledged()
    {
        Assert.Empty(nodes.Gaps());
        var stored = nodes.Query<Guid>("SELECT append_id FROM journal ORDER BY stream_id, seq");
        Assert.Equal(stored.Count, stored.Distinct().Count());
        var known = stored.ToHashSet();
        Assert.All(writers, writer => Assert.All(writer.Acknowledged, append => Assert.Contains(append, known)));
    }
}
