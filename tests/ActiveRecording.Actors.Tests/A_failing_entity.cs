using static ActiveRecording.Actors.Tests.PurseCommand;

namespace ActiveRecording.Actors.Tests;

public sealed class A_failing_entity
{
    private readonly World world = new World().Started();

    [Fact]
    public void Keeps_what_was_decided_before_and_goes_on_after_the_poison()
    {
        world.Tell(new PutIn(1), new FailInDecide(), new PutIn(2));
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p has 1", "p resumes", "p has 3"], world.Said);
    }

    [Fact]
    public void Stores_nothing_of_a_command_that_cannot_evolve()
    {
        world.Tell(new PutIn(1), new FailInEvolve(), new Look());
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p has 1", "p resumes", "p sees 1"], world.Said);
        Assert.Single(world.Stored());
    }

    [Fact]
    public void Loses_no_other_commands_effects_when_one_effect_fails()
    {
        world.Tell(new FailInEffect(), new PutIn(1));
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["p before", "p has 101", "p resumes"], world.Said);
    }

    [Fact]
    public void Waits_longer_each_time_and_is_stopped_after_too_many()
    {
        world.Tell(new PutIn(1));
        for (var i = 0; i < 6; i++)
        {
            world.Tell(new FailInDecide());
            world.Simulator.RunFor(TimeSpan.FromSeconds(3));
        }

        Assert.Equal([("p", "it failed 6 times")], world.Purses.Stopped.Select(entity => (entity.Id, entity.Reason)));
        Assert.False(world.Purses.Tell("p", new Look()));
        Assert.Throws<EntityStoppedException>(() => world.State());
    }

    [Fact]
    public void Is_forgiven_after_a_while()
    {
        for (var i = 0; i < 12; i++)
        {
            world.Tell(new FailInDecide());
            world.Simulator.RunFor(TimeSpan.FromMinutes(2));
        }

        Assert.Empty(world.Purses.Stopped);
    }

    [Fact]
    public void Is_stopped_when_its_stream_holds_an_event_unknown_to_the_program()
    {
        world.Tell(new PutIn(1));
        world.Settle();
        var next = new World(world.Memory.OtherWriter(), simulator: world.Simulator);
        next.Started();
        Append(next, new("coins-melted", 7, "{}"u8.ToArray()));
        var last = new World(world.Memory.OtherWriter(), simulator: world.Simulator).Started();

        Assert.Equal("p", Assert.Single(last.Purses.Stopped).Id);
    }

    [Fact]
    public void Is_stopped_nowhere_once_its_shard_is_somebody_elses()
    {
        world.Tell(new PutIn(1));
        world.Settle();
        Append(world, new("coins-melted", 7, "{}"u8.ToArray()));
        var next = new World(world.Memory.OtherWriter(), simulator: world.Simulator).Started();
        Assert.Equal(
            [("p", new EventSourcing.StreamId("purse", "p").ShardOf(16), world.Simulator.Time.GetUtcNow())],
            next.Purses.Stopped.Select(entity => (entity.Id, entity.Shard, entity.At)));
        Assert.StartsWith("Event 2 of purse/p cannot be replayed: ", next.Purses.Stopped[0].Reason, StringComparison.Ordinal);

        next.Purses.Lose([.. Enumerable.Range(0, 16)]);
        next.Settle();
        Assert.Empty(next.Purses.Stopped);
    }

    [Fact]
    public void Keeps_the_poison_for_inspection()
    {
        world.Tell(new PutIn(1), new FailInDecide());
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));
        world.Tell(new FailInEvolve(), new FailInEffect());
        world.Simulator.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [("FailInDecide", "InvalidOperationException: Decide fails", 1), ("FailInEvolve", "InvalidOperationException: Evolve fails", 2),
                ("FailInEffect", "InvalidOperationException: The effect fails", 3)],
            world.Purses.Poison.Kept.Select(message => (message.Kind, message.Failure, message.Failures)));
        var first = world.Purses.Poison.Kept[0];
        Assert.Equal(("purse/p", """{"kind":"FailInDecide"}""", false), (first.Stream.ToString(), first.Command, first.IsStopped));
        Assert.Contains("Purse.Decide", first.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_said_to_be_stopped_with_the_last_poison()
    {
        world.Tell(new PutIn(1));
        for (var i = 0; i < 6; i++)
        {
            world.Tell(new FailInDecide());
            world.Simulator.RunFor(TimeSpan.FromSeconds(3));
        }

        Assert.Equal([false, false, false, false, false, true], world.Purses.Poison.Kept.Select(message => message.IsStopped));
    }

    [Fact]
    public void Makes_the_oldest_poison_give_way()
    {
        world.Purses.Poison = new(2);
        for (var i = 1; i <= 3; i++)
        {
            world.Tell(new PutIn(i), new FailInDecide());
            world.Simulator.RunFor(TimeSpan.FromSeconds(3));
        }

        Assert.Equal([2, 3], world.Purses.Poison.Kept.Select(message => message.Failures));
        world.Purses.Poison = new(0);
        world.Tell(new FailInDecide());
        world.Settle();
        Assert.Empty(world.Purses.Poison.Kept);
    }

    [Fact]
    public void Keeps_only_the_beginning_of_a_long_poison()
    {
        world.Tell(new FailOver(new string('x', 100_000)));
        world.Settle();

        var kept = Assert.Single(world.Purses.Poison.Kept);
        Assert.StartsWith("{\"kind\":\"FailOver\",\"words\":\"xxx", kept.Command, StringComparison.Ordinal);
        Assert.Equal(4_097, kept.Command!.Length);
        Assert.InRange(kept.Details.Length, 8_000, 8_193);
    }

    private static void Append(World world, EventSourcing.EventData data)
    {
        var stream = new EventSourcing.StreamId("purse", "p");
        var fence = world.Memory.TakeOverAsync([stream.ShardOf(16)], CancellationToken.None).Result[0];
        var append = new EventSourcing.StreamAppend(stream, 1, fence, Guid.Empty, [data], false);
        Assert.Equal(EventSourcing.AppendOutcome.Appended, world.Memory.AppendAsync(append, CancellationToken.None).Result);
    }
}
