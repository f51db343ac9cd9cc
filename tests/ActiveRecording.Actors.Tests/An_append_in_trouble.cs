using ActiveRecording.EventSourcing;
using static ActiveRecording.Actors.Tests.FaultyJournal;
using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class An_append_in_trouble
{
    private readonly World world = new World().Started();

    [Fact]
    public void Is_repeated_while_it_is_refused_and_nothing_is_spoken()
    {
        world.Journal.Next(Fault.Refuse, Fault.Refuse, Fault.Refuse);
        world.Tell(new PutIn(1));
        world.Settle();
        world.Tell(new Look());
        world.Simulator.RunFor(TimeSpan.FromMilliseconds(300));
        Assert.Empty(world.Said);

        world.Simulator.RunFor(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["p has 1", "p sees 1"], world.Said);
    }

    [Fact]
    public void Is_stored_within_half_a_second_after_a_journal_that_was_away_for_long_is_back()
    {
        world.Journal.Next([.. Enumerable.Repeat(Fault.Refuse, 20)]);
        world.Tell(new PutIn(1));
        for (var refused = 0; refused < 20; refused = world.Journal.Appends)
        {
            Assert.Empty(world.Said);
            world.Simulator.RunFor(TimeSpan.FromMilliseconds(10));
        }

        world.Simulator.RunFor(TimeSpan.FromMilliseconds(500));
        Assert.Equal(["p has 1"], world.Said);
    }

    [Theory]
    [InlineData(Fault.StoreAndForget)]
    [InlineData(Fault.Forget)]
    [InlineData(Fault.Break)]
    [InlineData(Fault.Throw)]
    public void Is_looked_up_when_its_outcome_is_unknown_and_stored_exactly_once(Fault fault)
    {
        world.Journal.Next(fault);
        world.Tell(new PutIn(1));
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p has 1"], world.Said);
        Assert.Single(world.Stored());
    }

    [Fact]
    public void Waits_for_the_look_up()
    {
        world.Tell(new PutIn(1));
        world.Settle();
        world.Journal.IsUnreadable = true;
        world.Journal.Next(Fault.StoreAndForget);
        world.Tell(new PutIn(2));
        world.Simulator.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(["p has 1"], world.Said);

        world.Journal.IsUnreadable = false;
        world.Simulator.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(["p has 3"], world.Said);
    }

    [Fact]
    public void Is_not_spoken_when_another_node_took_the_shard()
    {
        world.Tell(new PutIn(1));
        world.Settle();
        var other = new World(world.Memory.OtherWriter(), simulator: world.Simulator).Started();
        world.Tell(new PutIn(2));
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p has 1"], world.Said);
        Assert.False(world.Purses.Tell("p", new Look()));
        var neighbour = Enumerable.Range(0, 1_000).Select(number => $"n{number}").First(SharesShard);
        Assert.False(world.Purses.Tell(neighbour, new Look()));
        Assert.Equal(1, other.State().Coins);
    }

    private static bool SharesShard(string id) =>
        new StreamId("purse", id).ShardOf(16) == new StreamId("purse", "p").ShardOf(16);
}
