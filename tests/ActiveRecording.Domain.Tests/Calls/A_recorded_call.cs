using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class A_recorded_call
{
    [Fact]
    public void Asks_for_both_media_legs_before_the_callee_hears_of_it()
    {
        var call = Placed(Plan);

        Assert.Equal([LegId.OriginMedia, LegId.DestinationMedia], call.Effects.OfType<CallEffect.InviteMedia>().Select(e => e.Leg));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.InviteCallee);
        Assert.Contains(new CallEffect.SetDeadline(Deadline.Anchor, T0 + TimeSpan.FromMilliseconds(500)), call.Effects);
    }

    [Fact]
    public void Offers_the_callers_media_on_its_leg_and_its_codecs_without_address_on_the_other()
    {
        var legs = Placed(Plan).Effects.OfType<CallEffect.InviteMedia>().ToList();

        Assert.True(legs[0].Sdp.SameMedia(AliceSdp));
        Assert.Equal(AliceSdp.Media[0].Payloads, legs[1].Sdp.Media[0].Payloads);
        Assert.Equal(Direction.Inactive, legs[1].Sdp.Media[0].Direction);
        Assert.Equal(ConnectionAddress.Nowhere, legs[1].Sdp.Connection);
    }

    [Fact]
    public void Invites_the_callee_with_the_media_servers_address_when_both_legs_are_open()
    {
        var call = Placed(Plan).Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp));
        Assert.Equal([new CallEffect.Acknowledge(LegId.DestinationMedia, null)], call.Effects);

        call.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));

        var offer = call.Effect<CallEffect.InviteCallee>().Sdp!;
        Assert.Equal(16004, offer.Media[0].Port);
        Assert.Equal([0, 8, 101], offer.Media[0].Payloads.Select(p => p.Type));
        Assert.Equal(Direction.SendRecv, offer.Media[0].Direction);
        Assert.Contains(new CallEffect.ClearDeadline(Deadline.Anchor), call.Effects);
        Assert.Contains(new CallEffect.Acknowledge(LegId.OriginMedia, null), call.Effects);
    }

    [Fact]
    public void Carries_early_media_through_the_bridge()
    {
        var call = Anchored().Tell(at => new CallCommand.Ring(at, 183, "Session Progress", BobSdp));

        var ring = call.Effect<CallEffect.RingCaller>();
        Assert.Equal(183, ring.Status);
        Assert.Equal(16000, ring.Sdp!.Media[0].Port);
        Assert.Equal([8, 101], ring.Sdp.Media[0].Payloads.Select(p => p.Type));
        Assert.True(call.Effect<CallEffect.Reinvite>().Sdp!.SameMedia(BobSdp));
    }

    [Fact]
    public void Rings_without_media_too()
    {
        var call = Anchored().Tell(at => new CallCommand.Ring(at, 180, "Ringing", null));

        Assert.Equal([new CallEffect.RingCaller(180, "Ringing", null)], call.Effects);
    }

    [Fact]
    public void Starts_its_recorder_at_the_answer()
    {
        var call = Anchored().Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        Assert.Equal(
            ["ClearDeadline", "Acknowledge", "AnswerCaller", "Reinvite", "StartRecorder"], call.Effects.Select(e => e.GetType().Name));
        Assert.Equal([8, 101], call.Effect<CallEffect.AnswerCaller>().Sdp!.Media[0].Payloads.Select(p => p.Type));
        Assert.Equal(16000, call.Effect<CallEffect.AnswerCaller>().Sdp!.Media[0].Port);
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.DestinationMedia, Sdp: { } sdp } && sdp.SameMedia(BobSdp));
        var parameters = call.Effect<CallEffect.StartRecorder>().Parameters;
        Assert.Equal(("1001", "1001", "1003"), (parameters.RecordDn, parameters.Dn, parameters.OtherDn));
        Assert.Equal(call.Now, parameters.AnsweredAt);
        Assert.Equal("01AE904GK088LFQD2CGB02LAES0000EP_1001_1003_2026-11-20_09-41-03", parameters.FileName);
    }

    [Fact]
    public void Tells_the_media_server_only_what_it_does_not_know()
    {
        var call = Anchored()
            .Tell(at => new CallCommand.Ring(at, 183, "Session Progress", BobSdp))
            .Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp))
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Reinvite);
    }

    [Fact]
    public void Tells_the_media_server_later_what_changed_meanwhile()
    {
        var other = Describing("127.0.0.2", 10044, "0");
        var call = Anchored()
            .Tell(at => new CallCommand.Ring(at, 183, "Session Progress", BobSdp))
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, other));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Reinvite);

        call.Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp));

        Assert.True(call.Effect<CallEffect.Reinvite>().Sdp!.SameMedia(other));
    }

    [Fact]
    public void Is_recorded_from_the_media_servers_word()
    {
        var call = Recorded();

        Assert.Equal(new CallRecordingStarted(call.Now, Identity.RecordingId, "1001"), call.Event<CallRecordingStarted>());
        Assert.IsType<CallRecording.Running>(((CallState.Answered)call.State).Recording);
    }

    [Fact]
    public void Goes_on_when_its_recording_fails()
    {
        var call = Recorded().Tell(at => new CallCommand.FailRecording(at, "recorder refused: 503"));

        Assert.Equal("recorder refused: 503", call.Event<CallRecordingFailed>().Reason);
        Assert.Empty(call.Effects);
        Assert.IsType<CallState.Answered>(call.State);
    }

    [Theory]
    [InlineData(LegId.Origin, LegId.Destination)]
    [InlineData(LegId.Destination, LegId.Origin)]
    public void Ends_with_a_bye_to_everybody_else(LegId by, LegId other)
    {
        var call = Recorded().Tell(at => new CallCommand.HangUp(at, by));

        Assert.Equal(new CallEnded(call.Now, CallEndCause.HungUp, 200, by), call.Event<CallEnded>());
        Assert.Equal(new CallRecordingEnded(call.Now, Identity.RecordingId, "1001"), call.Event<CallRecordingEnded>());
        Assert.Equal(
            [other, LegId.OriginMedia, LegId.DestinationMedia], call.Effects.OfType<CallEffect.SendBye>().Select(e => e.Leg));

        foreach (var leg in new[] { other, LegId.OriginMedia, LegId.DestinationMedia }) call.Tell(at => new CallCommand.Close(at, leg));
        Assert.True(CallDecider.IsEnded(call.State));
    }

    [Fact]
    public void Waits_for_the_callers_ack_before_it_hangs_up_on_it()
    {
        var call = Anchored()
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
            .Tell(at => new CallCommand.HangUp(at, LegId.Destination));
        Assert.DoesNotContain(new CallEffect.SendBye(LegId.Origin), call.Effects);

        call.Tell(at => new CallCommand.Confirm(at, LegId.Origin, null));

        Assert.Equal([new CallEffect.SendBye(LegId.Origin)], call.Effects);
    }

    [Fact]
    public void Can_stop_being_recorded()
    {
        var call = Recorded().Tell(at => new CallCommand.StopRecording(at, "stop-1"));

        call.Event<CallRecordingEnded>();
        var stopped = new CallEffect.AnswerRecordingRequest("stop-1", new RecordingAnswer.Stopped(Identity.RecordingId));
        Assert.Equal([new CallEffect.StopRecorder(), stopped], call.Effects);
        Assert.Empty(call.Tell(at => new CallCommand.FailRecording(at, "conference gone")).Events);
    }

    [Fact]
    public void Draws_the_callers_late_offer_with_the_media_servers()
    {
        var call = Anchored(late: true).Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));
        Assert.Equal(16000, call.Effect<CallEffect.AnswerCaller>().Sdp!.Media[0].Port);

        var answer = Describing("127.0.0.1", 10000, "8");
        call.Tell(at => new CallCommand.ConfirmRecording(at)).Tell(at => new CallCommand.Confirm(at, LegId.Origin, answer));

        var reinvite = call.Effect<CallEffect.Reinvite>();
        Assert.Equal(LegId.OriginMedia, reinvite.Leg);
        Assert.True(reinvite.Sdp!.SameMedia(answer));
    }
}
