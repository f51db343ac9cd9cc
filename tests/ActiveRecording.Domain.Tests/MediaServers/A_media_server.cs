using ActiveRecording.Domain.MediaServers;

namespace ActiveRecording.Domain.Tests.MediaServers;

public sealed class A_media_server
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromHours(12);
    private static readonly DateTimeOffset Until = T0 + Lease;

    [Fact]
    public void Takes_a_leg_that_fits()
    {
        var (events, effects) = MediaServerDecider.Decide(MediaServerDecider.Initial, Reserve("leg-1"));

        Assert.Equal([new MediaServerLegReserved(T0, "leg-1", "conf", 1, Until)], events);
        Assert.Equal([new MediaServerEffect.StartLease("leg-1", Until), new MediaServerEffect.Grant("r-leg-1")], effects);
    }

    [Fact]
    public void Grants_a_leg_that_it_has_again_without_a_word()
    {
        var (events, effects) = MediaServerDecider.Decide(Given(Reserve("leg-1")), Reserve("leg-1"));

        Assert.Empty(events);
        Assert.Equal([new MediaServerEffect.Grant("r-leg-1")], effects);
    }

    [Fact]
    public void Refuses_a_leg_beyond_its_ports()
    {
        var full = Given(Reserve("leg-1"), Reserve("leg-2"));

        var (events, effects) = MediaServerDecider.Decide(full, Reserve("leg-3"));

        Assert.Equal(2, full.Ports);
        Assert.Empty(events);
        Assert.Equal([new MediaServerEffect.Refuse("r-leg-3")], effects);
    }

    [Theory]
    [InlineData(ReleaseCause.Ended)]
    [InlineData(ReleaseCause.Refused)]
    [InlineData(ReleaseCause.Expired)]
    public void Has_a_port_again_when_a_leg_is_over(ReleaseCause cause)
    {
        var (events, effects) = MediaServerDecider.Decide(Given(Reserve("leg-1")), new MediaServerCommand.Release(T0, "leg-1", cause));

        Assert.Equal([new MediaServerLegReleased(T0, "leg-1", cause)], events);
        Assert.Equal([new MediaServerEffect.EndLease("leg-1")], effects);
        Assert.Equal(MediaServerDecider.Initial, MediaServerDecider.Evolve(Given(Reserve("leg-1")), events[0]));
    }

    [Fact]
    public void Ignores_the_end_of_a_leg_that_it_does_not_have()
    {
        var (events, effects) = MediaServerDecider.Decide(
            MediaServerDecider.Initial, new MediaServerCommand.Release(T0, "leg-1", ReleaseCause.Ended));

        Assert.Empty(events);
        Assert.Empty(effects);
    }

    [Fact]
    public void Goes_on_with_its_leases_after_a_restart()
    {
        var state = Given(Reserve("leg-1"), Reserve("leg-2"));

        Assert.Equal(
            [new MediaServerEffect.StartLease("leg-1", Until), new MediaServerEffect.StartLease("leg-2", Until)],
            MediaServerDecider.Resume(state));
        Assert.Equal(["conf"], state.Conferences);
        Assert.False(MediaServerDecider.IsEnded(state));
    }

    private static MediaServerCommand.Reserve Reserve(string leg) => new(T0, $"r-{leg}", leg, "conf", 1, 2, Lease);

    private static MediaServerState Given(params MediaServerCommand[] commands) => commands.Aggregate(
        MediaServerDecider.Initial,
        (state, command) => MediaServerDecider.Decide(state, command).Events.Aggregate(state, MediaServerDecider.Evolve));
}
