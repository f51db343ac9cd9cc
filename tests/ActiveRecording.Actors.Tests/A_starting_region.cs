using ActiveRecording.Simulation;
using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class A_starting_region
{
    [Fact]
    public void Wakes_the_live_entities_and_resumes_them()
    {
        var world = new World().Started();
        world.Tell(new Wind());
        Assert.True(world.Purses.Tell("q", new GiveAway()));
        world.Settle();
        var next = new World(world.Memory.OtherWriter(), simulator: world.Simulator).Started();

        Assert.Equal(["p resumes"], next.Said);
        next.Simulator.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["p ticks at 01"], next.Said);
        Assert.Equal(1, next.Purses.LoadedEntities);
    }

    [Fact]
    public void Has_an_entity_hear_itself_before_anybody_else()
    {
        var world = new World().Started();
        world.Tell(new PutIn(3));
        world.Settle();
        var next = new World(world.Memory.OtherWriter(), simulator: world.Simulator) { FirstOnResume = new Look() };
        next.Journal.IsUnreadable = true;
        next.Started();
        next.Tell(new PutIn(1));
        next.Journal.IsUnreadable = false;
        next.Simulator.RunFor(TimeSpan.FromSeconds(3));

        Assert.Equal(["p resumes", "p sees 3", "p has 4"], next.Said);
    }

    [Fact]
    public void Reads_again_what_it_could_not_read()
    {
        var world = new World().Started();
        world.Tell(new PutIn(1));
        world.Settle();
        var next = new World(world.Memory.OtherWriter(), simulator: world.Simulator);
        next.Journal.IsUnreadable = true;
        next.Started();
        next.Simulator.RunFor(TimeSpan.FromMinutes(1));
        Assert.Empty(next.Said);

        next.Journal.IsUnreadable = false;
        next.Simulator.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(["p resumes"], next.Said);
    }

    [Fact]
    public void Shares_its_shards_with_the_other_regions_of_its_node()
    {
        var memory = new MemoryJournalPair();
        memory.First.Tell(new PutIn(1));
        memory.Second.Tell(new PutIn(2));
        memory.First.Settle();

        Assert.Equal(1, memory.First.State().Coins);
        Assert.Equal(2, memory.Second.State().Coins);
    }

    [Fact]
    public void Stops_after_what_it_was_told()
    {
        var world = new World().Started();
        world.Journal.Delay = TimeSpan.FromMilliseconds(10);
        world.Tell(new PutIn(1));
        world.Settle();
        world.Tell(new PutIn(2));
        world.Simulator.Run(() => world.Purses.StopAsync(CancellationToken.None));

        Assert.Equal(["p has 1", "p has 3"], world.Said);
        Assert.False(world.Purses.Tell("p", new Look()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Does_the_same_again_from_the_same_seed(ulong seed)
    {
        Assert.Equal(Story(seed), Story(seed));
    }

    private static List<string> Story(ulong seed)
    {
        var world = new World(simulator: new Simulator(seed, shuffled: true)).Started();
        world.Journal.Next(FaultyJournal.Fault.Refuse, FaultyJournal.Fault.Forget);
        for (var i = 0; i < 40; i++) world.Purses.Tell($"p{i % 7}", i % 9 == 8 ? new FailInDecide() : new PutIn(i));
        world.Simulator.RunFor(TimeSpan.FromMinutes(1));
        return [.. world.Said];
    }

    private sealed class MemoryJournalPair
    {
        public MemoryJournalPair()
        {
            First = new World().Started();
            Second = new World(First.Memory, new() { Category = "wallet" }, First.Simulator).Started();
        }

        public World First { get; }

        public World Second { get; }
    }
}
