using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class A_call_that_lost_its_media
{
    private static readonly SessionDescription M3Sdp = Describing("127.0.0.9", 16008, "8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
    private static readonly SessionDescription M4Sdp = Describing("127.0.0.9", 16012, "8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");

    [Fact]
    public void Asks_after_a_restart_whether_its_legs_are_there()
    {
        var script = Recorded().Tell(at => new CallCommand.Recover(at));

        Assert.Empty(script.Events);
        Assert.Equal([new CallEffect.AskMedia(LegId.OriginMedia), new CallEffect.AskMedia(LegId.DestinationMedia)], script.Effects);
    }

    [Fact]
    public void Asks_for_each_leg_anew_with_what_its_party_agreed_to()
    {
        var script = Recorded();

        Lose(script, LegId.OriginMedia);
        Assert.True(script.Effect<CallEffect.InviteMedia>() is { Leg: LegId.OriginMedia, Sdp: var first } && first.SameMedia(AliceSdp));
        Lose(script, LegId.DestinationMedia);
        Assert.True(script.Effect<CallEffect.InviteMedia>() is { Leg: LegId.DestinationMedia, Sdp: var second } && second.SameMedia(BobSdp));
    }

    [Fact]
    public void Asks_for_a_leg_anew_that_the_media_server_hung_up()
    {
        var script = Recorded().Tell(at => new CallCommand.HangUp(at, LegId.OriginMedia));

        Assert.Equal("the Media Server hung up", script.Event<MediaLegLost>().Reason);
        Assert.Equal(LegId.OriginMedia, script.Effect<CallEffect.InviteMedia>().Leg);
        script.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M3Sdp));
        Assert.True(script.Effect<CallEffect.Reinvite>() is { Leg: LegId.Origin, Sdp.Media: [{ Port: 16008 }] });
        Assert.True(script.Effect<CallEffect.StartRecorder>().Parameters.Segment > 1);
    }

    [Fact]
    public void Leads_both_parties_to_the_new_legs_in_the_codecs_they_speak()
    {
        var script = LostAndFound(out var toAlice, out var toBob);

        Assert.Equal(16008, toAlice.Media[0].Port);
        Assert.Equal(16012, toBob.Media[0].Port);
        Assert.Equal([8, 101], toAlice.Media[0].Payloads.Select(payload => payload.Type));
        Assert.Equal([8, 101], toBob.Media[0].Payloads.Select(payload => payload.Type));
        Assert.IsType<CallState.Answered>(script.State);
    }

    [Fact]
    public void Goes_on_with_its_recording_in_another_segment()
    {
        var script = Recorded();
        var before = ((CallRecording.Running)((CallState.Answered)script.State).Recording).Parameters;

        Lose(script, LegId.OriginMedia);
        Lose(script, LegId.DestinationMedia);
        script.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M3Sdp));
        Assert.DoesNotContain(script.Effects, effect => effect is CallEffect.StartRecorder);
        script.Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M4Sdp));

        var asked = script.Effect<CallEffect.StartRecorder>().Parameters;
        Assert.True(asked.Segment > 1);
        Assert.Equal(before with { Segment = asked.Segment }, asked);
        script.Tell(at => new CallCommand.ConfirmRecording(at));
        Assert.IsType<CallRecording.Running>(((CallState.Answered)script.State).Recording);
    }

    [Fact]
    public void Repeats_the_offer_that_crossed_one_of_the_partys()
    {
        var script = LostAndFound(out _, out var toBob)
            .Tell(at => new CallCommand.Refuse(at, LegId.Destination, 491, "Request Pending"));

        Assert.Equal(Deadline.OfferAgain, script.Effect<CallEffect.SetDeadline>().Deadline);
        script.Tell(at => new CallCommand.Expire(at, Deadline.OfferAgain));
        Assert.True(script.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } again } && again.SameMedia(toBob));
    }

    [Fact]
    public void Ends_when_a_party_will_not_be_led()
    {
        var script = LostAndFound(out _, out _).Tell(at => new CallCommand.Refuse(at, LegId.Origin, 488, "Not Acceptable Here"));

        Assert.Equal(CallEndCause.MediaLost, script.Event<CallEnded>().Cause);
        Assert.Equal(Legs.Ids, script.Effects.OfType<CallEffect.SendBye>().Select(bye => bye.Leg));
    }

    [Fact]
    public void Is_at_rest_when_both_parties_agreed()
    {
        var script = LostAndFound(out _, out _)
            .Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp))
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
            .Tell(at => new CallCommand.ConfirmRecording(at));

        var answered = (CallState.Answered)script.State;
        Assert.All(Legs.Ids, leg => Assert.True(answered.Legs[leg] is Leg.Open { Exchange: Exchange.Settled, Astray: false }));
        Assert.DoesNotContain(script.Tell(at => new CallCommand.Expire(at, Deadline.OfferAgain)).Effects, effect => effect is CallEffect.Reinvite);
    }

    [Fact]
    public void Follows_a_party_that_answers_from_elsewhere()
    {
        var elsewhere = Describing("127.0.0.2", 10010, "8");
        var script = LostAndFound(out _, out _).Tell(at => new CallCommand.Accept(at, LegId.Destination, elsewhere));

        Assert.True(script.Effect<CallEffect.Reinvite>() is { Leg: LegId.DestinationMedia, Sdp: { } told } && told.SameMedia(elsewhere));
    }

    [Fact]
    public void Has_a_party_that_was_renegotiating_try_later()
    {
        var script = Recorded()
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceSdp.WithDirection(Direction.Inactive)));

        Lose(script, LegId.OriginMedia);

        Assert.Equal(491, script.Effect<CallEffect.RefuseReinvite>().Status);
        Assert.Equal(LegId.OriginMedia, script.Effect<CallEffect.InviteMedia>().Leg);
    }

    [Fact]
    public void That_rings_leads_the_callee_once_it_has_answered()
    {
        var script = Anchored().Tell(at => new CallCommand.Ring(at, 180, "Ringing", null));
        Lose(script, LegId.OriginMedia);
        Lose(script, LegId.DestinationMedia);
        script.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M3Sdp)).Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M4Sdp));

        script.Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        Assert.Equal(16008, script.Effect<CallEffect.AnswerCaller>().Sdp!.Media[0].Port);
        Assert.Contains(script.Effects, effect => effect is CallEffect.Reinvite { Leg: LegId.Destination, Sdp.Media: [{ Port: 16012 }] });
        Assert.Equal(CallRecordingSegment(script), script.Effect<CallEffect.StartRecorder>().Parameters.Segment);
    }

    [Fact]
    public void That_is_answered_before_the_legs_are_there_leads_both_parties_afterwards()
    {
        var script = Anchored();
        Lose(script, LegId.OriginMedia);
        Lose(script, LegId.DestinationMedia);
        script.Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp)).Tell(at => new CallCommand.Confirm(at, LegId.Origin, null));
        Assert.DoesNotContain(script.Effects, effect => effect is CallEffect.StartRecorder);

        script.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M3Sdp));
        Assert.Contains(script.Effects, effect => effect is CallEffect.Reinvite { Leg: LegId.Origin });
        script.Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M4Sdp));
        Assert.Contains(script.Effects, effect => effect is CallEffect.Reinvite { Leg: LegId.Destination });
        Assert.Contains(script.Effects, effect => effect is CallEffect.StartRecorder);
    }

    [Fact]
    public void Goes_on_directly_when_no_media_server_is_left()
    {
        var script = Recorded();
        Lose(script, LegId.OriginMedia);

        script.Tell(at => new CallCommand.Expire(at, Deadline.Anchor));

        Assert.Contains(script.Events, @event => @event is AnchorLost);
        Assert.Contains(script.Events, @event => @event is CallRecordingFailed);
        Assert.Contains(script.Effects, effect => effect is CallEffect.Reinvite { Leg: LegId.Origin, Sdp.Media: [{ Port: 10002 }] });
    }

    private static CallScript LostAndFound(out SessionDescription toAlice, out SessionDescription toBob)
    {
        var script = Recorded();
        Lose(script, LegId.OriginMedia);
        Lose(script, LegId.DestinationMedia);
        script.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M3Sdp));
        var first = script.Effect<CallEffect.Reinvite>();
        Assert.Equal(LegId.Origin, first.Leg);
        script.Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M4Sdp));
        var second = script.Effect<CallEffect.Reinvite>();
        Assert.Equal(LegId.Destination, second.Leg);
        (toAlice, toBob) = (first.Sdp!, second.Sdp!);
        return script;
    }

    private static void Lose(CallScript script, LegId leg) => script.Tell(at => new CallCommand.LoseMedia(at, leg, "Media Server: 481 Gone"));

    private static int? CallRecordingSegment(CallScript script) =>
        ((CallRecording.Requested)((CallState.Answered)script.State).Recording).Parameters.Segment;
}
