using ActiveRecording.Domain.RecorderPools;

namespace ActiveRecording.Domain.Tests.RecorderPools;

public sealed class A_recorder_pool
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromHours(12);
    private static readonly DateTimeOffset Until = T0 + Lease;

    [Fact]
    public void Chooses_its_recorders_in_turn()
    {
        var state = Given(Place("s-1", "one"), Place("s-2", "two"), Place("s-3", "three"));

        Assert.Equal(["a", "b", "a"], state.Sessions.All.Select(session => session.Value.Recorder));
        Assert.Equal(2, state.PortsOf("a"));
    }

    [Fact]
    public void Brings_the_sessions_of_one_recording_together()
    {
        var state = Given(Place("s-1", "one"), Place("s-2", "one"));

        Assert.Equal(["a", "a"], state.Sessions.All.Select(session => session.Value.Recorder));
    }

    [Fact]
    public void Says_which_recorder_it_chose_once_it_is_written_down()
    {
        var (events, effects) = RecorderPoolDecider.Decide(RecorderPoolDecider.Initial, Place("s-1", "one"));

        Assert.Equal([new RecorderSessionPlaced(T0, "s-1", "one", "a", 1, Until)], events);
        Assert.Equal([new RecorderPoolEffect.StartLease("s-1", Until), new RecorderPoolEffect.Grant("r-s-1", "a")], effects);
    }

    [Fact]
    public void Passes_over_a_recorder_without_free_ports()
    {
        var state = Given(Place("s-1", "one", ports: 2));

        Assert.Equal("b", Chosen(state, Place("s-2", "two")));
        Assert.Equal("b", Chosen(state, Place("s-2", "one")));
        Assert.Null(Chosen(Given(Place("s-1", "one", ports: 2), Place("s-2", "two", ports: 2)), Place("s-3", "three")));
    }

    [Fact]
    public void Moves_a_session_that_its_recorder_refused()
    {
        var (events, _) = RecorderPoolDecider.Decide(Given(Place("s-1", "one")), Place("s-1", "one", tried: ["a"]));

        Assert.Equal([new RecorderSessionPlaced(T0, "s-1", "one", "b", 1, Until)], events);
    }

    [Fact]
    public void Gives_a_session_up_that_every_recorder_refused()
    {
        var (events, effects) = RecorderPoolDecider.Decide(Given(Place("s-1", "one")), Place("s-1", "one", tried: ["a", "b"]));

        Assert.Equal([new RecorderSessionReleased(T0, "s-1", ReleaseCause.Refused)], events);
        Assert.Equal([new RecorderPoolEffect.EndLease("s-1"), new RecorderPoolEffect.Refuse("r-s-1")], effects);
    }

    [Fact]
    public void Answers_a_repeated_question_as_before()
    {
        var (events, effects) = RecorderPoolDecider.Decide(Given(Place("s-1", "one")), Place("s-1", "one"));

        Assert.Empty(events);
        Assert.Equal([new RecorderPoolEffect.Grant("r-s-1", "a")], effects);
    }

    [Fact]
    public void Has_a_port_again_when_a_session_ends()
    {
        var release = new RecorderPoolCommand.Release(T0, "s-1", ReleaseCause.Ended);

        Assert.Equal(0, Given(Place("s-1", "one"), release).Sessions.Count);
        Assert.Empty(RecorderPoolDecider.Decide(RecorderPoolDecider.Initial, release).Events);
    }

    [Fact]
    public void Goes_on_with_its_leases_after_a_restart() =>
        Assert.Equal([new RecorderPoolEffect.StartLease("s-1", Until)], RecorderPoolDecider.Resume(Given(Place("s-1", "one"))));

    private static RecorderPoolCommand.Place Place(string session, string record, int ports = 1, string[]? tried = null) =>
        new(T0, $"r-{session}", session, record, ports, [new("a", 2), new("b", 2)], tried ?? [], Lease);

    private static string? Chosen(RecorderPoolState state, RecorderPoolCommand.Place place) =>
        RecorderPoolDecider.Decide(state, place).Effects.OfType<RecorderPoolEffect.Grant>().SingleOrDefault()?.Recorder;

    private static RecorderPoolState Given(params RecorderPoolCommand[] commands) => commands.Aggregate(
        RecorderPoolDecider.Initial,
        (state, command) => RecorderPoolDecider.Decide(state, command).Events.Aggregate(state, RecorderPoolDecider.Evolve));
}
