using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class An_entity
{
    private readonly World world = new World().Started();

    [Fact]
    public void Speaks_only_after_its_events_are_durable()
    {
        world.Journal.Delay = TimeSpan.FromMilliseconds(10);
        world.Tell(new PutIn(3));

        world.Simulator.RunFor(TimeSpan.FromMilliseconds(9));
        Assert.Empty(world.Said);

        world.Simulator.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["p has 3"], world.Said);
        Assert.Single(world.Stored());
    }

    [Fact]
    public void Decides_what_was_told_meanwhile_together_and_appends_once()
    {
        world.Journal.Delay = TimeSpan.FromMilliseconds(10);
        world.Tell(new PutIn(1));
        world.Settle();
        world.Tell(new PutIn(2), new Look(), new PutIn(3));
        world.Simulator.RunFor(TimeSpan.FromMilliseconds(20));

        Assert.Equal(2, world.Journal.Appends);
        Assert.Equal(["p has 1", "p has 3", "p sees 3", "p has 6"], world.Said);
        Assert.Equal([1, 2, 3], world.Stored().Select(stored => stored.Sequence));
    }

    [Fact]
    public void Does_not_answer_past_an_append_in_flight()
    {
        world.Journal.Delay = TimeSpan.FromMilliseconds(10);
        world.Tell(new PutIn(1));
        world.Settle();
        world.Tell(new Look());
        world.Settle();

        Assert.Empty(world.Said);
        world.Simulator.RunFor(TimeSpan.FromMilliseconds(10));
        Assert.Equal(["p has 1", "p sees 1"], world.Said);
    }

    [Fact]
    public void Tells_its_state_as_of_everything_told_before()
    {
        world.Tell(new PutIn(1), new PutIn(2));

        Assert.Equal(new PurseState(3, false, false), world.State());
    }

    [Fact]
    public void Without_events_has_the_initial_state_and_is_not_kept()
    {
        Assert.Equal(Purse.Initial, world.State());
        Assert.Equal(0, world.Purses.LoadedEntities);
        Assert.Empty(world.Said);
    }

    [Fact]
    public void Refuses_what_its_mailbox_cannot_hold()
    {
        var small = new World(options: new() { Category = "purse", MailboxMessages = 2 }).Started();
        small.Tell(new PutIn(1), new PutIn(2));

        Assert.False(small.Purses.Tell("p", new PutIn(4)));
        small.Settle();
        Assert.Equal(3, small.State().Coins);
    }

    [Fact]
    public void Is_told_nothing_before_its_region_starts()
    {
        Assert.False(new World().Purses.Tell("p", new PutIn(1)));
    }

    [Fact]
    public void Is_forgotten_when_it_is_over_and_remembers_on_demand()
    {
        world.Tell(new PutIn(5), new GiveAway());
        world.Settle();

        Assert.Equal(0, world.Purses.LoadedEntities);
        Assert.Equal(new PurseState(5, false, true), world.State());
    }

    [Fact]
    public void Is_forgotten_when_idle_and_remembers_on_demand()
    {
        world.Tell(new PutIn(5));
        world.Settle();
        Assert.Equal(1, world.Purses.LoadedEntities);

        world.Simulator.RunFor(TimeSpan.FromMinutes(15));
        Assert.Equal(0, world.Purses.LoadedEntities);
        world.Tell(new PutIn(1));
        world.Settle();
        Assert.Equal(6, world.State().Coins);
    }
}
