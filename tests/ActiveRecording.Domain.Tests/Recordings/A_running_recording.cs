using ActiveRecording.Domain.Recordings;
using static ActiveRecording.Domain.Tests.Recordings.Given;

namespace ActiveRecording.Domain.Tests.Recordings;

public sealed class A_running_recording
{
    private static readonly RecordingState Both = State(Offer("S1", "1001"), Offer("S2", "1003"));

    [Fact]
    public void Is_paused_when_the_last_stream_becomes_inactive_and_resumed_by_the_first()
    {
        var (first, effects) = Both.When(Change("S1", "1001", false, 1));
        var half = first.Aggregate(Both, RecordingDecider.Evolve);
        var (second, _) = half.When(Change("S2", "1003", false, 2));
        var paused = second.Aggregate(half, RecordingDecider.Evolve);
        var (third, _) = paused.When(Change("S1", "1001", true, 3));

        Assert.Equal([new RecordingSessionChanged("S1", new(0, "1001", 0, false), null, "dialog S1 changed", After(1))], first);
        Assert.Equal([new AcceptChange("S1")], effects);
        Assert.Equal(new RecordingPaused(After(2)), second[1]);
        Assert.Equal(new RecordingResumed(After(3)), third[1]);
    }

    [Fact]
    public void Keeps_the_channel_when_the_party_changes()
    {
        var (events, _) = Both.When(Change("S2", "1005", true, 1));

        Assert.Equal([new RecordingSessionChanged("S2", new(0, "1005", 1, true), null, "dialog S2 changed", After(1))], events);
    }

    [Fact]
    public void Goes_on_while_one_session_is_open()
    {
        var (events, effects) = Both.When(End("S1", 10));

        Assert.Equal([new RecordingSessionEnded("S1", SessionEnd.Bye, After(10))], events);
        Assert.Equal([new CloseSession("S1"), new ConfirmEnd("S1")], effects);
    }

    [Fact]
    public void Is_complete_when_both_parties_sessions_said_bye()
    {
        var (events, effects) = State(Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10)).When(End("S2", 10.1));

        Assert.Equal(
            [new RecordingSessionEnded("S2", SessionEnd.Bye, After(10.1)), new RecordingCompleted("R", Call, After(10.1))],
            events);
        Assert.Equal([new CloseSession("S2"), new ConfirmEnd("S2"), new SealRecording(0)], effects);
    }

    [Fact]
    public void Waits_for_the_other_party_when_only_one_was_there()
    {
        var (events, effects) = State(Offer("S1", "1001")).When(End("S1", 1));

        Assert.Equal([new RecordingSessionEnded("S1", SessionEnd.Bye, After(1)), new RecordingAwaited(After(3), After(1))], events);
        Assert.Equal([new CloseSession("S1"), new ConfirmEnd("S1"), new AwaitSessions(After(3))], effects);
    }

    [Fact]
    public void Waits_for_a_replacement_and_hangs_up_when_a_peer_vanished()
    {
        var (events, effects) = State(Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10)).When(End("S2", 12, SessionEnd.PeerVanished));

        Assert.Equal(new RecordingAwaited(After(14), After(12)), events[^1]);
        Assert.Equal([new CloseSession("S2"), new HangUp("S2"), new AwaitSessions(After(14))], effects);
    }

    [Fact]
    public void Goes_on_with_a_session_that_takes_the_place_of_another()
    {
        var (events, effects) = Both.When(Offer("S3", "1001", 5) with { Replaces = ["S1", "S9"] });

        Assert.Equal(
            [
                new RecordingSessionEnded("S1", SessionEnd.Superseded, After(5)),
                new RecordingSessionAccepted("S3", Call, new(0, "1001", 0, true), null, "dialog S3", After(5)),
            ],
            events);
        Assert.Equal([new AcceptSession("S3"), new CloseSession("S1"), new HangUp("S1")], effects);
    }

    [Fact]
    public void Keeps_the_channels_of_two_parties_of_one_trunk_when_both_are_replaced()
    {
        var state = State(
            Offer("S1", "pstn"), Offer("S2", "pstn"), Offer("S3", "pstn", 5) with { Replaces = ["S1", "S2"] }, Offer("S4", "pstn", 5));

        Assert.Equal([1, 0, 1, 0], Assert.IsType<RecordingState.Receiving>(state).Recording.Sessions.Sound.Select(line => line.Channel));
    }

    [Fact]
    public void Puts_pictures_on_the_channels_of_their_parties()
    {
        var state = State(Offer("S1", "1003") with { Second = new(1, "1001", true), FirstVideo = new(2, "1003", true), SecondVideo = new(3, "1001", true) });

        var session = Assert.Single(Assert.IsType<RecordingState.Receiving>(state).Recording.Sessions);
        Assert.Equal([(2, 1), (3, 0)], session.Pictures.Select(line => (line.Index, line.Channel)));
        Assert.Equal([0, 1, 2, 3], session.Lines.Select(line => line.Index));
    }

    [Fact]
    public void Is_complete_although_sessions_were_replaced()
    {
        var again = new[] { Offer("S3", "1001", 5) with { Replaces = ["S1"] }, Offer("S4", "1003", 5) with { Replaces = ["S2"] } };
        var (events, _) = State([Offer("S1", "1001"), Offer("S2", "1003"), .. again, End("S3", 10)]).When(End("S4", 10));

        Assert.IsType<RecordingCompleted>(events[^1]);
    }

    [Fact]
    public void Waits_for_a_replacement_when_the_senders_lost_the_media()
    {
        var (events, effects) = State(Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10, SessionEnd.PeerFailed))
            .When(End("S2", 10, SessionEnd.PeerFailed));

        Assert.Equal(new RecordingAwaited(After(12), After(10)), events[^1]);
        Assert.Equal([new CloseSession("S2"), new ConfirmEnd("S2"), new AwaitSessions(After(12))], effects);
    }

    [Fact]
    public void Takes_a_session_that_comes_while_it_waits()
    {
        var waiting = State(Offer("S1", "1001"), End("S1", 1));

        var (events, effects) = waiting.When(Offer("S2", "1003", 2));

        Assert.Equal([new RecordingSessionAccepted("S2", Call, new(0, "1003", 1, true), null, "dialog S2", After(2))], events);
        Assert.Equal([new AcceptSession("S2")], effects);
        Assert.IsType<RecordingState.Receiving>(events.Aggregate(waiting, RecordingDecider.Evolve));
    }

    [Fact]
    public void Ends_an_ended_session_only_once()
    {
        var (events, effects) = State(Offer("S1", "1001"), Offer("S2", "1003"), End("S1", 10)).When(End("S1", 11));

        Assert.Empty(events);
        Assert.Equal([new ConfirmEnd("S1")], effects);
    }

    [Fact]
    public void Refuses_to_change_a_session_that_is_over()
    {
        var (events, effects) = State(Offer("S1", "1001"), End("S1", 1)).When(Change("S1", "1001", true, 2));

        Assert.Empty(events);
        Assert.Equal([new RefuseChange("S1")], effects);
    }
}
