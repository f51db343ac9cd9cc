using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class A_timer
{
    private readonly World world = new World().Started();

    [Fact]
    public void Tells_its_command_with_the_instant_it_fired()
    {
        world.Tell(new Wind());
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p ticks at 01"], world.Said);
    }

    [Fact]
    public void Replaces_one_of_its_name()
    {
        world.Tell(new Wind());
        world.Simulator.RunFor(TimeSpan.FromMilliseconds(900));
        world.Tell(new Wind());
        world.Simulator.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["p ticks at 01"], world.Said);
    }

    [Fact]
    public void Is_cancelled_even_when_its_command_waits_already()
    {
        world.Tell(new Wind());
        world.Simulator.RunFor(TimeSpan.FromMilliseconds(999));
        world.Journal.Delay = TimeSpan.FromMilliseconds(10);
        world.Tell(new Unwind());
        world.Simulator.Time.Advance(TimeSpan.FromMilliseconds(1));
        world.Simulator.RunFor(TimeSpan.FromSeconds(5));

        Assert.Empty(world.Said);
    }

    [Fact]
    public void Keeps_its_entity_in_memory()
    {
        var quick = new World(options: new() { Category = "purse", PassivateAfter = TimeSpan.FromMilliseconds(10) }).Started();
        quick.Tell(new Wind());
        quick.Simulator.RunFor(TimeSpan.FromMilliseconds(500));
        Assert.Equal(1, quick.Purses.LoadedEntities);

        quick.Simulator.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["p ticks at 01"], quick.Said);
        Assert.Equal(0, quick.Purses.LoadedEntities);
    }

    [Fact]
    public void Is_started_again_by_a_restart()
    {
        world.Tell(new Wind(), new FailInDecide());
        world.Simulator.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(["p resumes", "p ticks at 01"], world.Said);
    }
}
