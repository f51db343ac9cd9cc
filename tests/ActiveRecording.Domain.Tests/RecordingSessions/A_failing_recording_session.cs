using ActiveRecording.Domain.RecordingSessions;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionCommand;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect;
using static ActiveRecording.Domain.Tests.RecordingSessions.SessionScript;

namespace ActiveRecording.Domain.Tests.RecordingSessions;

public sealed class A_failing_recording_session
{
    [Fact]
    public void Is_reported_when_the_recorder_refuses()
    {
        var session = Begun().Tell(at => new Refuse(at, 503, "Service Unavailable"));

        Assert.Equal(
            [new ReportFailure("The recorder refused: 503 Service Unavailable"), new ReleaseMedia()], session.Effects);
        Assert.True(RecordingSessionDecider.IsEnded(session.State));
    }

    [Fact]
    public void Is_given_up_when_the_recorder_is_silent_and_leaves_no_late_answer_behind()
    {
        var session = Begun().Tell(at => new GiveUp(at));
        Assert.Equal(
            [new CancelInvite(), new ReportFailure("The recorder did not answer in time"), new ReleaseMedia()], session.Effects);

        session.Tell(at => new Accept(at, Answer));
        Assert.Equal([new Acknowledge(), new SendBye(Failure: "The recorder did not answer in time")], session.Effects);
    }

    [Fact]
    public void Tells_a_recorder_that_answers_too_late_when_the_call_ended()
    {
        var session = Begun().Tell(at => new End(at, HungUp)).Tell(at => new GiveUp(at)).Tell(at => new Accept(at, Answer));

        Assert.Equal([new Acknowledge(), new SendBye(HungUp, "The recorder did not answer in time")], session.Effects);
    }

    [Fact]
    public void Is_ended_when_the_recorder_accepts_no_media()
    {
        var refused = Answer with { Media = [Answer.Media[0].Refused()] };
        var session = Begun().Tell(at => new Accept(at, refused));

        Assert.Equal(
            [new Acknowledge(), new ReportFailure("The recorder accepted no media"), new ReleaseMedia(), new SendBye(null, "The recorder accepted no media")], session.Effects);
        Assert.IsType<RecordingSessionState.Failed>(session.Tell(at => new Close(at)).State);
    }

    [Fact]
    public void Is_reported_when_the_recorder_leaves()
    {
        var session = Active().Tell(at => new Leave(at));

        Assert.Equal([new AnswerBye(), new ReportFailure("The recorder ended the session"), new ReleaseMedia()], session.Effects);
        Assert.IsType<RecordingSessionState.Failed>(session.State);
    }

    [Fact]
    public void Is_none_when_both_sides_say_goodbye_at_once()
    {
        var session = Active().Tell(at => new End(at, HungUp)).Tell(at => new Leave(at));

        Assert.Equal([new AnswerBye()], session.Effects);
        Assert.IsType<RecordingSessionState.Ended>(session.State);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(408)]
    public void Ends_when_the_recorder_no_longer_knows_it(int status)
    {
        var session = Active().Tell(at => new Pause(at)).Tell(at => new Refuse(at, status, "Gone"));

        Assert.Equal([new ReportFailure($"The recorder refused: {status} Gone"), new ReleaseMedia(), new SendBye(null, $"The recorder refused: {status} Gone")], session.Effects);
    }

    [Fact]
    public void Is_not_begun_twice_under_one_name()
    {
        var session = Active().Tell(at => new Begin(at, Session, Offer));

        Assert.Equal([new ReportFailure($"Recording {Session.Id} was begun before"), new ReleaseMedia()], session.Effects);
        Assert.Empty(session.Events);
    }
}

public sealed class A_recovered_recording_session
{
    [Fact]
    public void Repeats_what_was_outstanding_and_asks_for_its_media()
    {
        Assert.Equal([new Invite(Offer), new AwaitAnswer(), new VerifyMedia()], Begun().Resumed);
        Assert.Equal([new VerifyMedia()], Active().Resumed);
        Assert.Equal([new VerifyMedia()], Paused().Resumed);
        Assert.Equal([new SendBye(HungUp)], Active().Tell(at => new End(at, HungUp)).Resumed);

        var pausing = Active().Tell(at => new Pause(at));
        Assert.Equal([new Reinvite(pausing.Effect<Reinvite>().Offer), new VerifyMedia()], pausing.Resumed);
    }

    [Fact]
    public void Releases_the_recorder_when_its_media_is_gone()
    {
        var active = Active().Tell(at => new LoseMedia(at));
        Assert.Equal([new ReportFailure("The Media Server was started anew"), new ReleaseMedia(), new SendBye(null, "The Media Server was started anew")], active.Effects);

        var inviting = Begun().Tell(at => new LoseMedia(at));
        Assert.Equal([new CancelInvite(), new ReportFailure("The Media Server was started anew"), new ReleaseMedia()], inviting.Effects);
    }
}
