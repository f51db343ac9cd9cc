using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionCommand;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect;
using static ActiveRecording.Domain.Tests.RecordingSessions.SessionScript;

namespace ActiveRecording.Domain.Tests.RecordingSessions;

public sealed class A_recording_session
{
    [Fact]
    public void Invites_the_recorder_and_sends_it_the_media_once_it_answers()
    {
        var session = Begun();
        Assert.Equal([new Invite(Offer), new AwaitAnswer()], session.Effects);

        session.Tell(at => new Accept(at, Answer));
        Assert.Equal([new Acknowledge(), new DirectMedia(Answer)], session.Effects);
        Assert.IsType<RecordingSessionState.Active>(session.State);
    }

    [Fact]
    public void Ends_with_a_goodbye_after_its_media()
    {
        var session = Active().Tell(at => new End(at, HungUp));
        Assert.Equal([new ReleaseMedia(), new SendBye(HungUp)], session.Effects);

        session.Tell(at => new Close(at));
        Assert.Equal(new RecordingSessionState.Ended(Session), session.State);
    }

    [Fact]
    public void Of_a_short_call_still_delivers_what_was_buffered()
    {
        var session = Begun().Tell(at => new End(at, HungUp));
        Assert.Empty(session.Effects);

        session.Tell(at => new Accept(at, Answer));
        Assert.Equal([new Acknowledge(), new DirectMedia(Answer), new ReleaseMedia(), new SendBye(HungUp)], session.Effects);
    }

    [Fact]
    public void Tells_the_recorder_of_pause_and_resumption_with_the_next_edition_of_its_description()
    {
        var session = Active().Tell(at => new Pause(at));
        var pause = session.Effect<Reinvite>().Offer;
        Assert.Equal(Direction.Inactive, pause.Media[0].Direction);
        Assert.Equal(2ul, pause.Origin.Version);

        session.Tell(at => new Accept(at, Answer)).Tell(at => new Resume(at));
        var resumption = session.Effect<Reinvite>().Offer;
        Assert.True(resumption.SameMedia(Offer));
        Assert.Equal(3ul, resumption.Origin.Version);
    }

    [Fact]
    public void Makes_one_offer_at_a_time_and_the_last_wish_wins()
    {
        var session = Active().Tell(at => new Pause(at)).Tell(at => new Resume(at));
        Assert.Empty(session.Effects);

        session.Tell(at => new Accept(at, Answer));
        Assert.True(session.Effect<Reinvite>().Offer.SameMedia(Offer));
    }

    [Fact]
    public void Paused_before_the_recorder_answers_says_so_right_after()
    {
        var session = Begun().Tell(at => new Pause(at)).Tell(at => new Accept(at, Answer));

        Assert.Equal(Direction.Inactive, session.Effect<Reinvite>().Offer.Media[0].Direction);
        Assert.IsType<RecordingSessionState.Paused>(session.State);
    }

    [Fact]
    public void Follows_the_parties_to_another_codec()
    {
        var session = Active().Tell(at => new Redescribe(at, Describe(16008, Direction.SendOnly, PayloadFormat.Pcma)));

        Assert.Equal([PayloadFormat.Pcma], session.Effect<Reinvite>().Offer.Media[0].Payloads);
    }

    [Fact]
    public void Is_not_offered_anew_when_nothing_changed()
    {
        Assert.Empty(Active().Tell(at => new Redescribe(at, Offer)).Effects);
    }

    [Fact]
    public void Repeats_an_offer_that_crossed_one_of_the_recorder()
    {
        var session = Active().Tell(at => new Pause(at)).Tell(at => new Refuse(at, 491, "Request Pending"));
        Assert.Equal([new AwaitNextOffer()], session.Effects);

        session.Tell(at => new OfferAgain(at));
        Assert.Equal(3ul, session.Effect<Reinvite>().Offer.Origin.Version);
    }

    [Fact]
    public void Stays_as_it_is_when_the_recorder_refuses_an_offer()
    {
        var session = Active().Tell(at => new Pause(at)).Tell(at => new Refuse(at, 488, "Not Acceptable Here"));

        Assert.Empty(session.Effects);
        Assert.IsType<RecordingSessionState.Paused>(session.State);
    }

    [Fact]
    public void Is_over_once_it_ended()
    {
        var session = Active().Tell(at => new End(at, HungUp)).Tell(at => new Close(at));

        Assert.True(RecordingSessionDecider.IsEnded(session.State));
        Assert.Equal([new Disregard(nameof(Pause), "Ended")], session.Tell(at => new Pause(at)).Effects);
        Assert.Empty(session.Resumed);
    }
}
