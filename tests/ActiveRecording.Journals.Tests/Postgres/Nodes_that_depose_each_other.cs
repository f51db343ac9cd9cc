using System.Collections.Concurrent;
using ActiveRecording.EventSourcing.Members;
using ActiveRecording.Journals.Postgres;

namespace ActiveRecording.Journals.Tests.Postgres;

public sealed class Nodes_that_depose_each_other : IDisposable
{
    private const int Count = 6;
    private readonly PostgresNodes nodes;
    private readonly PostgresMembershipStore[] stores;
    private readonly ConcurrentQueue<(long Deposer, long Deposed)> deposals = [];

    public Nodes_that_depose_each_other(PostgresServer server)
    {
        nodes = new PostgresNodes(server);
        stores = [.. Enumerable.Range(0, Count).Select(number => new PostgresMembershipStore(nodes.Open($"n{number}")))];
        nodes.Execute("""
            CREATE TABLE noted (at bigserial, incarnation bigint, state smallint);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO noted (incarnation, state) VALUES (NEW.incarnation, NEW.state); RETURN NULL; END $$;
            CREATE TRIGGER note AFTER INSERT OR UPDATE ON member FOR EACH ROW EXECUTE FUNCTION note();
            """);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leave_exactly_one_each_time_and_none_is_deposed_by_the_dead()
    {
        for (var round = 0; round < 50; round++)
        {
            var lives = await Task.WhenAll(stores.Select((store, number) => Register(store, number)));
            await Task.WhenAll(stores.Select((store, number) => DeposeOthers(store, lives[number], lives)));

            Assert.Single(nodes.Query<long>("SELECT incarnation FROM member WHERE state < 3"));
            Assert.Equal((round + 1) * (Count - 1), deposals.Count);
        }

        AssertTruth();
    }

    [Fact]
    public async Task Neither_lock_each_other_out_nor_lose_a_change_while_others_join_again_and_go_up()
    {
        await Task.WhenAll(stores.Select((store, number) => LiveAsync(store, number, new Random(number))));

        Assert.Empty(nodes.Query<string>("SELECT name FROM member WHERE state < 3 GROUP BY name HAVING count(*) > 1"));
        AssertTruth();
    }

    public void Dispose() => nodes.Dispose();

    /// <summary>All changes at once, by the nodes that the store lists.</summary>
    private async Task LiveAsync(PostgresMembershipStore store, int number, Random dice)
    {
        var self = await Register(store, number);
        for (var turn = 0; turn < 120; turn++)
        {
            switch (dice.Next(6))
            {
                case 0: self = await Register(store, number); break;
                case 1: await store.AdvanceAsync(self, MemberState.Up, Stop); break;
                case 2: await store.AdvanceAsync(self, MemberState.Leaving, Stop); break;
                default:
                    var alive = (await store.ReadAsync(Stop)).Alive.Where(member => member.Incarnation != self).ToList();
                    if (alive.Count == 0) break;
                    var deposed = alive[dice.Next(alive.Count)].Incarnation;
                    if (await Depose(store, self, deposed) == DeposeOutcome.NotAlive) self = await Register(store, number);
                    break;
            }
        }
    }

    private async Task DeposeOthers(PostgresMembershipStore store, long self, long[] lives)
    {
        foreach (var other in lives.Where(life => life != self).OrderBy(life => (life * 7919) ^ self)) await Depose(store, self, other);
    }

    private async Task<DeposeOutcome> Depose(PostgresMembershipStore store, long deposer, long deposed)
    {
        var outcome = await store.DeposeAsync(deposer, deposed, Stop);
        if (outcome == DeposeOutcome.Deposed) deposals.Enqueue((deposer, deposed));
        return outcome;
    }

    private static async Task<long> Register(PostgresMembershipStore store, int number) =>
        Assert.IsType<RegistrationOutcome.Registered>(await store.RegisterAsync(
            new("test", "proof", $"n{number}", "127.0.0.11:7070", [], TimeProvider.System.GetUtcNow(), ["call-placed/1"]), Stop)).Incarnation;

    /// <summary>What triggers noted while changes were made, one after another, against what callers were told.</summary>
    private void AssertTruth()
    {
        var changes = nodes.Query<long>("SELECT count(*) FROM noted WHERE state < 3")[0] + deposals.Count;
        Assert.Equal([changes], nodes.Query<long>("SELECT version FROM cluster"));
        Assert.Empty(nodes.Query<long>("SELECT incarnation FROM noted WHERE state = 3 GROUP BY 1 HAVING count(*) > 1"));
        var down = nodes.Query<long>("SELECT incarnation FROM noted WHERE state = 3 ORDER BY at");
        Assert.Equal(deposals.Count, deposals.Select(deposal => deposal.Deposed).Distinct().Count());
        Assert.All(deposals, deposal => Assert.Contains(deposal.Deposed, down));
        Assert.All(deposals, deposal =>
        {
            var end = down.IndexOf(deposal.Deposer);
            Assert.True(end < 0 || end > down.IndexOf(deposal.Deposed), $"{deposal.Deposer} was down when it deposed {deposal.Deposed}");
        });
    }
}
