using System.Text;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Tests;

/// <summary>What every journal promises; each storage has a test class that inherits it.</summary>
public abstract class JournalContract
{
    private static readonly StreamId Call = new("call", "01AE904GK088LFQD2CGB02LAES0000EP");
    private int lastAppend;

    /// <summary>The journal under test, empty.</summary>
    protected abstract IJournal Journal { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another writer on the same events: a second node.</summary>
    protected abstract IJournal OtherWriter();

    [Fact]
    public async Task Gives_back_what_was_appended_in_order_and_byte_for_byte()
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "call-placed", "call-rang");
        await Append(Call, 2, fence, "call-ended");

        var events = await Stream(Call);
        Assert.Equal([1, 2, 3], events.Select(stored => stored.Sequence));
        Assert.Equal([1, 2, 3], events.Select(stored => stored.Position));
        Assert.Equal(["call-placed", "call-rang", "call-ended"], events.Select(stored => stored.Data.Name));
        Assert.All(events, stored => Assert.Equal((Call, 3, 7), (stored.Stream, stored.Shard, stored.Data.Version)));
        Assert.Equal("""{"Words":"call-rang – ☎"}""", Encoding.UTF8.GetString(events[1].Data.Payload.Span));
    }

    [Fact]
    public async Task Reads_a_stream_and_a_shard_from_where_one_left_off()
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "a", "b", "c");

        Assert.Equal(["c"], (await Stream(Call, after: 2)).Select(stored => stored.Data.Name));
        Assert.Equal(["b", "c"], (await Shard(3, after: 1)).Select(stored => stored.Data.Name));
        Assert.Empty(await Stream(Call, after: 3));
        Assert.Empty(await Shard(4));
    }

    [Fact]
    public async Task Reads_more_than_fits_a_page()
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, [.. Enumerable.Range(0, 1_300).Select(number => $"e{number}")]);

        Assert.Equal(1_300, (await Stream(Call)).Count);
        Assert.Equal(Enumerable.Range(1, 1_300).Select(number => (long)number), (await Shard(3)).Select(stored => stored.Position));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Stores_nothing_at_a_sequence_number_that_is_taken_or_leaves_a_hole(long expected)
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "a", "b");

        Assert.Equal(AppendOutcome.Conflict, await TryAppend(Call, expected, fence, ["c", "d"]));
        Assert.Equal(2, (await Stream(Call)).Count);
        await Append(Call, 2, fence, "c");
        Assert.Equal([1, 2, 3], (await Shard(3)).Select(stored => stored.Position));
    }

    [Fact]
    public async Task Refuses_a_deposed_writer_and_stores_nothing_of_it()
    {
        var old = await TakeOver(3);
        await Append(Call, 0, old, "a");
        var other = OtherWriter();
        var current = (await other.TakeOverAsync([3], Stop))[0];

        Assert.True(current.Epoch > old.Epoch);
        Assert.Equal(AppendOutcome.Fenced, await TryAppend(Call, 1, old, ["b"]));
        Assert.Equal(AppendOutcome.Fenced, await TryAppend(new StreamId("call", "other"), 0, old, ["b"]));
        Assert.Equal(AppendOutcome.Appended, await TryAppend(Call, 1, current, ["c"], journal: other));
        Assert.Equal(["a", "c"], (await Stream(Call)).Select(stored => stored.Data.Name));
        Assert.Equal([1, 2], (await Shard(3)).Select(stored => stored.Position));
    }

    [Fact]
    public async Task Lets_a_deposed_writer_come_back_with_a_new_epoch_and_what_was_written_meanwhile()
    {
        var first = await TakeOver(3);
        await Append(Call, 0, first, "a");
        var other = OtherWriter();
        var second = (await other.TakeOverAsync([3], Stop))[0];
        await TryAppend(Call, 1, second, ["b"], journal: other);
        var third = await TakeOver(3);

        Assert.Equal(AppendOutcome.Fenced, await TryAppend(Call, 2, second, ["x"], journal: other));
        Assert.Equal(AppendOutcome.Conflict, await TryAppend(Call, 1, third, ["x"]));
        Assert.Equal(AppendOutcome.Appended, await TryAppend(Call, 2, third, ["c"]));
        Assert.Equal([1, 2, 3], (await Shard(3)).Select(stored => stored.Position));
    }

    [Fact]
    public async Task Refuses_a_shard_nobody_took_and_an_epoch_of_the_future()
    {
        var fence = await TakeOver(3);

        Assert.Equal(AppendOutcome.Fenced, await TryAppend(Call, 0, new ShardEpoch(9, 1), ["a"]));
        Assert.Equal(AppendOutcome.Fenced, await TryAppend(Call, 0, fence with { Epoch = fence.Epoch + 1 }, ["a"]));
    }

    [Fact]
    public async Task Leaves_a_shard_that_this_writer_holds_its_epoch()
    {
        var first = await TakeOver(3);
        var again = await Journal.TakeOverAsync([2, 3], Stop);

        Assert.Equal(first, again[1]);
        Assert.Equal(2, again[0].Shard);
        await Append(Call, 0, first, "a");
    }

    [Fact]
    public async Task Finds_an_append_by_its_identifier_only_if_it_was_stored()
    {
        var fence = await TakeOver(3);
        var stored = Guid.NewGuid();
        var refused = Guid.NewGuid();
        await TryAppend(Call, 0, fence, ["a"], stored);
        await TryAppend(Call, 0, fence, ["b"], refused);

        Assert.True(await Journal.ContainsAppendAsync(Appended(Call, 0, fence, ["a"], stored), Stop));
        Assert.False(await Journal.ContainsAppendAsync(Appended(Call, 0, fence, ["b"], refused), Stop));
        Assert.Equal([stored], (await Stream(Call)).Select(found => found.AppendId));
    }

    [Fact]
    public async Task Lists_the_streams_of_a_shard_that_have_not_ended()
    {
        var fence = await TakeOver(3);
        var other = new StreamId("dn", "1001");
        await Append(Call, 0, fence, "a");
        await Append(other, 0, fence, "a");
        await TryAppend(Call, 1, fence, ["b"], ended: true);
        Assert.Equal([other], await Journal.LiveStreamsAsync(3, Stop));
        Assert.Empty(await Journal.LiveStreamsAsync(4, Stop));

        await Append(Call, 2, fence, "c");
        Assert.Equal([Call, other], (await Journal.LiveStreamsAsync(3, Stop)).Order(Comparer<StreamId>.Create(
            (one, two) => string.CompareOrdinal(one.ToString(), two.ToString()))));
    }

    [Fact]
    public async Task Numbers_without_holes_what_many_streams_append_at_once()
    {
        var fences = await Journal.TakeOverAsync([0, 1, 2, 3], Stop);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Write(new StreamId("call", $"{number}"))));

        foreach (var fence in fences)
        {
            var events = await Shard(fence.Shard);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(position => (long)position), events.Select(e => e.Position));
            foreach (var stream in events.GroupBy(stored => stored.Stream))
                Assert.Equal(Enumerable.Range(1, 10).Select(sequence => (long)sequence), stream.Select(e => e.Sequence));
        }

        async Task Write(StreamId stream)
        {
            var fence = fences[stream.ShardOf(4)];
            for (var sequence = 0; sequence < 10; sequence++) await Append(stream, sequence, fence, "e");
        }
    }

    [Fact]
    public async Task Keeps_the_newest_snapshot_of_a_stream()
    {
        Assert.Null(await Journal.ReadSnapshotAsync(Call, Stop));
        await Journal.SaveSnapshotAsync(Snapshot(Call, 100, "first"), Stop);
        await Journal.SaveSnapshotAsync(Snapshot(Call, 300, "third"), Stop);
        await Journal.SaveSnapshotAsync(Snapshot(Call, 200, "second, late"), Stop);
        await Journal.SaveSnapshotAsync(Snapshot(new StreamId("call", "other"), 7, "other"), Stop);

        var kept = await Journal.ReadSnapshotAsync(Call, Stop);
        Assert.NotNull(kept);
        Assert.Equal((Call, 300L, "call-snapshot", 2), (kept.Stream, kept.Sequence, kept.Data.Name, kept.Data.Version));
        Assert.Equal("\"third – ☎\"", Encoding.UTF8.GetString(kept.Data.Payload.Span));
        Assert.Equal(300, (await OtherWriter().ReadSnapshotAsync(Call, Stop))!.Sequence);
    }

    [Fact]
    public async Task Keeps_no_snapshot_of_a_stream_that_has_ended()
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "a");
        var saving = Journal.SaveSnapshotAsync(Snapshot(Call, 1, "first"), Stop);
        Assert.Equal(AppendOutcome.Appended, await TryAppend(Call, 1, fence, ["b"], ended: true));
        await saving;
        // What is saved after the end comes after what the end drops.
        await Journal.SaveSnapshotAsync(Snapshot(new StreamId("call", "other"), 7, "other"), Stop);

        Assert.Null(await Journal.ReadSnapshotAsync(Call, Stop));
        Assert.NotNull(await Journal.ReadSnapshotAsync(new StreamId("call", "other"), Stop));
        Assert.Equal(2, (await Stream(Call)).Count);
    }

    [Fact]
    public async Task Reads_many_streams_at_once()
    {
        var fence = await TakeOver(3);
        var streams = Enumerable.Range(0, 700).Select(number => new StreamId("call", $"{number}")).ToList();
        await Task.WhenAll(streams.Select((stream, number) => Append(stream, 0, fence, [.. Enumerable.Repeat("e", 1 + (number % 7))])));
        await Task.WhenAll(streams.Select(stream => Journal.SaveSnapshotAsync(Snapshot(stream, 1, stream.Id), Stop)));

        var lengths = await Task.WhenAll(streams.Select(async stream => (await Stream(stream)).Count));
        var snapshots = await Task.WhenAll(streams.Select(stream => Journal.ReadSnapshotAsync(stream, Stop)));
        Assert.Equal(streams.Select((_, number) => 1 + (number % 7)), lengths);
        Assert.Equal(streams, snapshots.Select(snapshot => snapshot!.Stream));
    }

    [Fact]
    public async Task Tells_its_feed_which_shards_grew()
    {
        var grown = new System.Collections.Concurrent.ConcurrentBag<int>();
        ((IJournalFeed)Journal).Appended += shards => { foreach (var shard in shards) grown.Add(shard); };
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "a");
        await TryAppend(Call, 0, fence, ["conflict"]);

        Assert.Equal([3], grown);
    }

    protected async Task<ShardEpoch> TakeOver(int shard) => (await Journal.TakeOverAsync([shard], Stop))[0];

    protected async Task Append(StreamId stream, long expected, ShardEpoch fence, params string[] names) =>
        Assert.Equal(AppendOutcome.Appended, await TryAppend(stream, expected, fence, names));

    protected Task<AppendOutcome> TryAppend(
        StreamId stream, long expected, ShardEpoch fence, string[] names, Guid? id = null, bool ended = false,
        IJournal? journal = null) =>
        (journal ?? Journal).AppendAsync(
            Appended(stream, expected, fence, names, id ?? NextAppend(journal is null ? (byte)1 : (byte)2), ended), Stop);

    protected static StreamSnapshot Snapshot(StreamId stream, long sequence, string words) =>
        new(stream, sequence, new EventData("call-snapshot", 2, Encoding.UTF8.GetBytes($"\"{words} – ☎\"")));

    protected static StreamAppend Appended(
        StreamId stream, long expected, ShardEpoch fence, string[] names, Guid id, bool ended = false)
    {
        var events = names.Select(name => new EventData(name, 7, Encoding.UTF8.GetBytes($$"""{"Words":"{{name}} – ☎"}""")));
        return new(stream, expected, fence, id, [.. events], ended);
    }

    protected Guid NextAppend(byte writer) => new(Interlocked.Increment(ref lastAppend), 0, 0, [0, 0, 0, 0, 0, 0, 0, writer]);

    protected async Task<List<StoredEvent>> Stream(StreamId stream, long after = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Journal.ReadStreamAsync(stream, after, Stop)) events.Add(stored);
        return events;
    }

    protected async Task<List<StoredEvent>> Shard(int shard, long after = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Journal.ReadShardAsync(shard, after, Stop)) events.Add(stored);
        return events;
    }
}
