using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class A_call_that_fails
{
    [Fact]
    public void Without_a_media_server_in_time_goes_on_unrecorded()
    {
        var call = Placed(Plan)
            .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp))
            .Tell(at => new CallCommand.Expire(at, Deadline.Anchor));

        Assert.Equal(["AnchorLost", "CallRecordingFailed", "CalleeInvited"], call.Events.Select(e => e.GetType().Name));
        Assert.Contains(new CallEffect.SendBye(LegId.OriginMedia), call.Effects);
        Assert.Contains(new CallEffect.CancelInvite(LegId.DestinationMedia), call.Effects);
        Assert.True(call.Effect<CallEffect.InviteCallee>().Sdp!.SameMedia(AliceSdp));
    }

    [Fact]
    public void Hangs_up_a_media_leg_that_comes_too_late()
    {
        var call = Placed(Plan)
            .Tell(at => new CallCommand.Expire(at, Deadline.Anchor))
            .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));

        Assert.Equal(
            [new CallEffect.Acknowledge(LegId.OriginMedia, null), new CallEffect.SendBye(LegId.OriginMedia)], call.Effects);
    }

    [Fact]
    public void Is_refused_where_recording_is_required()
    {
        var call = Placed(Plan with { Required = true })
            .Tell(at => new CallCommand.Refuse(at, LegId.OriginMedia, 503, "Service Unavailable"));

        Assert.Equal(new CallEffect.RefuseCaller(503, "Recording Not Possible"), call.Effect<CallEffect.RefuseCaller>());
        Assert.Equal("Media Server: 503 Service Unavailable", call.Event<CallRecordingFailed>().Reason);
        Assert.Equal(CallEndCause.RecordingImpossible, call.Event<CallEnded>().Cause);
        Assert.Contains(new CallEffect.CancelInvite(LegId.DestinationMedia), call.Effects);
        Assert.True(CallDecider.IsEnded(
            call.Tell(at => new CallCommand.Refuse(at, LegId.DestinationMedia, 487, "Request Terminated")).State));
    }

    [Theory]
    [InlineData(486, 486, CallEndCause.Refused)]
    [InlineData(603, 603, CallEndCause.Refused)]
    [InlineData(404, 404, CallEndCause.Refused)]
    [InlineData(302, 480, CallEndCause.Refused)]
    [InlineData(407, 403, CallEndCause.Refused)]
    [InlineData(482, 502, CallEndCause.Refused)]
    [InlineData(488, 488, CallEndCause.NoCommonCodec)]
    [InlineData(415, 488, CallEndCause.NoCommonCodec)]
    public void Tells_the_caller_why_the_callee_refused(int status, int told, CallEndCause cause)
    {
        var call = Anchored().Tell(at => new CallCommand.Refuse(at, LegId.Destination, status, "Because"));

        Assert.Equal(told, call.Effect<CallEffect.RefuseCaller>().Status);
        Assert.Equal(new CallEnded(call.Now, cause, told, LegId.Destination), call.Event<CallEnded>());
        Assert.Equal([LegId.OriginMedia, LegId.DestinationMedia], call.Effects.OfType<CallEffect.SendBye>().Select(e => e.Leg));
    }

    [Fact]
    public void Is_taken_back_when_the_caller_gives_up()
    {
        var call = Anchored().Tell(at => new CallCommand.Abandon(at, LegId.Origin));

        Assert.Equal(new CallEffect.RefuseCaller(487, "Request Terminated"), call.Effect<CallEffect.RefuseCaller>());
        Assert.Equal([new CallEffect.CancelInvite(LegId.Destination)], call.Effects.OfType<CallEffect.CancelInvite>());
        Assert.Equal(2, call.Effects.OfType<CallEffect.SendBye>().Count());
    }

    [Fact]
    public void Is_taken_back_while_it_is_still_being_anchored()
    {
        var call = Placed(Plan).Tell(at => new CallCommand.Abandon(at, LegId.Origin));

        Assert.Equal([LegId.OriginMedia, LegId.DestinationMedia], call.Effects.OfType<CallEffect.CancelInvite>().Select(e => e.Leg));
        Assert.DoesNotContain(call.Events, e => e is CallRecordingFailed);
    }

    [Fact]
    public void Answers_and_hangs_up_when_the_answer_crosses_the_cancel()
    {
        var call = Placed()
            .Tell(at => new CallCommand.Abandon(at, LegId.Origin))
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        Assert.Equal(
            [new CallEffect.Acknowledge(LegId.Destination, null), new CallEffect.SendBye(LegId.Destination)], call.Effects);
        Assert.True(CallDecider.IsEnded(call.Tell(at => new CallCommand.Close(at, LegId.Destination)).State));
    }

    [Fact]
    public void Ignores_a_cancel_that_crosses_the_answer()
    {
        var call = Direct().Tell(at => new CallCommand.Abandon(at, LegId.Origin));

        Assert.Empty(call.Events);
        Assert.Empty(call.Effects);
    }

    [Fact]
    public void Stops_ringing_after_a_while()
    {
        var call = Anchored().Tell(at => new CallCommand.Expire(at, Deadline.NoAnswer));

        Assert.Equal(480, call.Effect<CallEffect.RefuseCaller>().Status);
        Assert.Equal(CallEndCause.NoAnswer, call.Event<CallEnded>().Cause);
        Assert.Contains(new CallEffect.CancelInvite(LegId.Destination), call.Effects);
    }

    [Fact]
    public void Has_to_have_media()
    {
        var call = new CallScript().Tell(at => new CallCommand.Place(
            at, Identity, Alice, Bob, "1001", "1003", Describing("127.0.0.1", 0, "0"), Plan, CallTimeouts.Default));

        Assert.Equal(new CallEffect.RefuseCaller(488, "Not Acceptable Here"), call.Effect<CallEffect.RefuseCaller>());
        Assert.True(CallDecider.IsEnded(call.State));
    }

    [Fact]
    public void Hangs_up_a_callee_that_answers_with_no_codec_of_the_callers()
    {
        var call = Anchored().Tell(at => new CallCommand.Accept(at, LegId.Destination, Describing("127.0.0.2", 10002, "18")));

        Assert.Equal(488, call.Effect<CallEffect.RefuseCaller>().Status);
        Assert.Contains(new CallEffect.SendBye(LegId.Destination), call.Effects);
        Assert.Equal(CallEndCause.NoCommonCodec, call.Event<CallEnded>().Cause);
    }

    [Fact]
    public void Ends_when_its_answer_is_never_acknowledged()
    {
        var call = Placed()
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
            .Tell(at => new CallCommand.MissConfirmation(at, LegId.Origin));

        Assert.Equal(CallEndCause.NotConfirmed, call.Event<CallEnded>().Cause);
        Assert.Equal([LegId.Origin, LegId.Destination], call.Effects.OfType<CallEffect.SendBye>().Select(e => e.Leg));
    }

    [Fact]
    public void Goes_direct_when_the_media_server_leaves_it_again()
    {
        var call = Recorded()
            .Tell(at => new CallCommand.HangUp(at, LegId.OriginMedia))
            .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp))
            .Tell(at => new CallCommand.Refuse(at, LegId.Origin, 491, "Request Pending"))
            .Tell(at => new CallCommand.HangUp(at, LegId.OriginMedia));

        Assert.Equal("the Media Server hung up again", call.Event<CallRecordingFailed>().Reason);
        Assert.Contains(new CallEffect.SendBye(LegId.DestinationMedia), call.Effects);
        var toCaller = call.Effect<CallEffect.Reinvite>();
        Assert.True(toCaller is { Leg: LegId.Origin, Sdp: { } sdp } && sdp.SameMedia(BobSdp));

        var answer = Describing("127.0.0.1", 10000, "8");
        call.Tell(at => new CallCommand.Accept(at, LegId.Origin, answer));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } next } && next.SameMedia(answer));
        call.Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));
        Assert.Equal([new CallEffect.Acknowledge(LegId.Destination, null)], call.Effects);
    }
}
