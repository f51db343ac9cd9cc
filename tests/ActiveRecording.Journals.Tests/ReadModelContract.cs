using System.Text;
using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Journals.Tests;

/// <summary>What every store of read models promises.</summary>
public abstract class ReadModelContract
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero);

    /// <summary>The store under test, empty, with the collections <c>recording</c> and <c>call</c>.</summary>
    protected abstract IReadModelStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_a_document_by_its_identifier()
    {
        await Save(Document("r1", 0));

        var found = await Store.FindAsync("recording", "r1", Stop);
        Assert.NotNull(found);
        Assert.Equal("""{"id":"r1 ☎"}""", Encoding.UTF8.GetString(found.Json.Span));
        Assert.Equal((T0, "1001", "active"), (found.Keys.Time, found.Keys.Dns[0], found.Keys.State));
        Assert.Null(await Store.FindAsync("recording", "r2", Stop));
        Assert.Null(await Store.FindAsync("call", "r1", Stop));
    }

    [Fact]
    public async Task Replaces_a_document_with_all_its_keys()
    {
        await Save(Document("r1", 0));
        await Save(Document("r1", 0) with { Keys = new() { Time = T0, Dns = ["1005"], State = "sealed" } });

        Assert.Empty(await Ids(new() { Dn = "1001" }));
        Assert.Empty(await Ids(new() { State = "active" }));
        Assert.Empty(await Ids(new() { Ani = "1003" }));
        Assert.Equal(["r1"], await Ids(new() { Dn = "1005", State = "sealed" }));
    }

    [Fact]
    public async Task Remembers_the_position_of_each_projection_and_shard()
    {
        Assert.Equal(0, await Store.PositionAsync("reporting", 3, Stop));
        Assert.True(await Store.SaveAsync(new("reporting", 3, 0, 41, [Document("r1", 0)]), Stop));
        Assert.True(await Store.SaveAsync(new("reporting", 3, 41, 42, []), Stop));

        Assert.Equal(42, await Store.PositionAsync("reporting", 3, Stop));
        Assert.Equal(0, await Store.PositionAsync("reporting", 4, Stop));
        Assert.Equal(0, await Store.PositionAsync("assurance", 3, Stop));
        await Store.SaveAsync(new("reporting", 900, 0, 7, []), Stop);
        await Store.SaveAsync(new("assurance", 5, 0, 8, []), Stop);
        Assert.Equal([(3, 42L), (900, 7L)], (await Store.PositionsAsync("reporting", Stop)).Select(one => (one.Key, one.Value)).Order());
    }

    [Fact]
    public async Task Stores_nothing_of_one_who_saw_less_of_the_shard_than_another()
    {
        Assert.True(await Store.SaveAsync(new("reporting", 3, 0, 5, [Document("r1", 0)]), Stop));

        Assert.False(await Store.SaveAsync(new("reporting", 3, 0, 5, [Document("r1", 7), Document("r2", 0)]), Stop));
        Assert.False(await Store.SaveAsync(new("reporting", 3, 4, 9, [Document("r2", 0)]), Stop));
        Assert.False(await Store.SaveAsync(new("reporting", 4, 1, 2, [Document("r2", 0)]), Stop));
        Assert.Equal(["r1"], await Ids(new()));
        Assert.Equal((5, 0), (await Store.PositionAsync("reporting", 3, Stop), await Store.PositionAsync("reporting", 4, Stop)));
    }

    [Fact]
    public async Task Stores_nothing_that_was_made_from_a_document_changed_meanwhile()
    {
        Assert.True(await Store.SaveAsync(new("reporting", 3, 0, 5, [Document("r1", 0) with { Revision = 0 }]), Stop));
        var seen = (await Store.FindAsync("recording", "r1", Stop))!.Revision;
        Assert.True(await Store.SaveAsync(new("reporting", 4, 0, 9, [Document("r1", 1) with { Revision = seen }]), Stop));

        Assert.False(await Store.SaveAsync(new("reporting", 3, 5, 6, [Document("r0", 2), Document("r1", 2) with { Revision = seen }]), Stop));
        Assert.False(await Store.SaveAsync(new("reporting", 3, 5, 6, [Document("r1", 2) with { Revision = 0 }]), Stop));
        Assert.False(await Store.SaveAsync(new("reporting", 3, 5, 6, [Document("r2", 2) with { Revision = 1 }]), Stop));
        Assert.Equal(5, await Store.PositionAsync("reporting", 3, Stop));
        var kept = Assert.Single((await Store.ListAsync("recording", new(), Stop)).Documents);
        Assert.Equal(("r1", T0.AddSeconds(1), seen + 1), (kept.Id, kept.Keys.Time, kept.Revision));
    }

    [Fact]
    public async Task Lets_one_of_many_advance_at_a_time()
    {
        var advanced = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var from = 0L; from < 50;)
            {
                var seen = (await Store.FindAsync("recording", "r1", Stop))?.Revision ?? 0;
                if (await Store.SaveAsync(new("reporting", 3, from, from + 1, [Document("r1", writer) with { Revision = seen }]), Stop))
                    Interlocked.Increment(ref advanced);
                from = await Store.PositionAsync("reporting", 3, Stop);
            }
        }));

        Assert.Equal(50, advanced);
        Assert.Equal(50, (await Store.FindAsync("recording", "r1", Stop))!.Revision);
    }

    [Fact]
    public async Task Lists_newest_first_page_by_page_even_while_new_ones_come()
    {
        await Save([.. Enumerable.Range(0, 7).Select(number => Document($"r{number}", number / 2))]);
        var filter = new ReadModelFilter { Limit = 3 };
        var first = await Store.ListAsync("recording", filter, Stop);
        await Save(Document("r9", 100));
        var second = await Store.ListAsync("recording", filter with { After = first.Next }, Stop);
        var third = await Store.ListAsync("recording", filter with { After = second.Next }, Stop);

        Assert.Equal(["r6", "r5", "r4"], first.Documents.Select(document => document.Id));
        Assert.Equal(["r3", "r2", "r1"], second.Documents.Select(document => document.Id));
        Assert.Equal(["r0"], third.Documents.Select(document => document.Id));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Has_no_next_page_after_one_that_is_just_full()
    {
        await Save(Document("r1", 0), Document("r2", 1));

        Assert.Null((await Store.ListAsync("recording", new() { Limit = 2 }, Stop)).Next);
    }

    [Fact]
    public async Task Filters_by_each_key_and_by_all_together()
    {
        await Save(Document("r1", 0), Document("r2", 1));
        await Save(new ReadModelDocument("recording", "r3", new() { Time = T0.AddSeconds(2) }, "{}"u8.ToArray()));

        Assert.Equal(["r3", "r2"], await Ids(new() { From = T0.AddSeconds(1) }));
        Assert.Equal(["r1"], await Ids(new() { To = T0.AddSeconds(1) }));
        Assert.Equal(["r2", "r1"], await Ids(new() { Dn = "1001" }));
        Assert.Equal(["r2", "r1"], await Ids(new() { Dn = "1003" }));
        Assert.Equal(["r2", "r1"], await Ids(new() { Ani = "1003" }));
        Assert.Equal(["r2", "r1"], await Ids(new() { Dnis = "1001" }));
        Assert.Equal(["r2"], await Ids(new() { CallUuid = "call of r2" }));
        Assert.Equal(["r2", "r1"], await Ids(new() { State = "active" }));
        Assert.Empty(await Ids(new() { Dn = "1001' OR 1=1 --" }));
        Assert.Equal(["r1"], await Ids(new()
        {
            From = T0,
            To = T0.AddSeconds(1),
            Dn = "1001",
            Ani = "1003",
            Dnis = "1001",
            CallUuid = "call of r1",
            State = "active",
        }));
    }

    private static ReadModelDocument Document(string id, int second)
    {
        var keys = new ReadModelKeys
        {
            Time = T0.AddSeconds(second),
            Dns = ["1001", "1003"],
            Ani = "1003",
            Dnis = "1001",
            CallUuid = $"call of {id}",
            State = "active",
        };
        return new ReadModelDocument("recording", id, keys, Encoding.UTF8.GetBytes($$"""{"id":"{{id}} ☎"}"""));
    }

    private async Task Save(params ReadModelDocument[] documents)
    {
        var position = await Store.PositionAsync("reporting", 0, Stop);
        Assert.True(await Store.SaveAsync(new("reporting", 0, position, position + 1, documents), Stop));
    }

    private async Task<IEnumerable<string>> Ids(ReadModelFilter filter) =>
        (await Store.ListAsync("recording", filter, Stop)).Documents.Select(document => document.Id);
}
