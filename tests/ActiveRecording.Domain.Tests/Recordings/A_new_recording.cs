using ActiveRecording.Domain.Recordings;
using static ActiveRecording.Domain.Tests.Recordings.Given;

namespace ActiveRecording.Domain.Tests.Recordings;

public sealed class A_new_recording
{
    [Fact]
    public void Starts_with_its_first_session()
    {
        var (events, effects) = State().When(Offer("S1", "1001"));

        Assert.Equal(
            [
                new RecordingStarted("R", Call, T0),
                new RecordingSessionAccepted("S1", Call, new(0, "1001", 0, true), null, "dialog S1", T0),
            ],
            events);
        Assert.Equal([new AcceptSession("S1")], effects);
    }

    [Theory]
    [InlineData("1001", "1003", 0, 1)]
    [InlineData("1003", "1001", 1, 0)]
    [InlineData("2001", "2003", 1, 0)]
    [InlineData("1003", "1003", 1, 0)]
    public void Puts_the_recorded_party_left_in_whatever_order_they_come(string firstDn, string secondDn, int first, int second)
    {
        var state = Assert.IsType<RecordingState.Receiving>(State(Offer("S1", firstDn), Offer("S2", secondDn)));

        Assert.Equal([first, second], state.Recording.Sessions.Sound.Select(line => line.Channel));
    }

    [Theory]
    [InlineData("1001", "1003", 0, 1)]
    [InlineData("1003", "1001", 1, 0)]
    [InlineData("2001", "2003", 0, 1)]
    [InlineData("1001", "1001", 0, 1)]
    public void Puts_two_streams_of_one_session_on_two_channels(string firstDn, string secondDn, int first, int second)
    {
        var state = Assert.IsType<RecordingState.Receiving>(
            State(new OfferSession("R", "S1", Call, new(0, firstDn, true), new(2, secondDn, true), "", T0)));

        Assert.Equal([(0, first), (2, second)], state.Recording.Sessions.Sound.Select(line => (line.Index, line.Channel)));
    }

    [Fact]
    public void Learns_from_a_later_session_what_the_first_did_not_say()
    {
        var first = Offer("S1", "1001") with { Call = Call with { Ani = "", Answered = null } };

        var state = Assert.IsType<RecordingState.Receiving>(State(first, Offer("S2", "1003")));

        Assert.Equal(Call, state.Recording.Call);
    }

    [Fact]
    public void Answers_a_repeated_offer_again_without_an_event()
    {
        var (events, effects) = State(Offer("S1", "1001")).When(Offer("S1", "1001", 0.5));

        Assert.Empty(events);
        Assert.Equal([new AcceptSession("S1")], effects);
    }

    [Fact]
    public void Refuses_more_sessions_than_it_can_hold()
    {
        var state = State([.. Enumerable.Range(0, RecordingDecider.MaxSessions).Select(number => Offer($"S{number}", "1001"))]);

        Assert.Equal([new RefuseSession("X", SessionRefusal.TooManySessions)], state.When(Offer("X", "1001")).Effects);
    }
}
