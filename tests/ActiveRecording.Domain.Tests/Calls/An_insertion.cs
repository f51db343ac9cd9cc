using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class An_insertion
{
    private const string RecordingId = "REC00000000000000000000000000002";

    [Fact]
    public void Asks_for_both_legs_with_what_the_parties_said_last()
    {
        var call = Ordered();

        Assert.Equal("1003", call.Event<CallRecordingOrdered>().Order.Plan.RecordDn);
        var invited = call.Effects.OfType<CallEffect.InviteMedia>().ToList();
        Assert.Equal([LegId.OriginMedia, LegId.DestinationMedia], invited.Select(e => e.Leg));
        Assert.True(invited[0].Sdp.SameMedia(AliceSdp) && invited[1].Sdp.SameMedia(BobSdp));
        Assert.Equal(Deadline.Anchor, call.Effect<CallEffect.SetDeadline>().Deadline);
    }

    [Fact]
    public void Moves_nobody_before_both_legs_are_there()
    {
        var call = Ordered().Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));

        Assert.Equal([new CallEffect.Acknowledge(LegId.OriginMedia, null)], call.Effects);
    }

    [Fact]
    public void Draws_the_offer_of_the_callers_leg_first()
    {
        var call = Opened();

        Assert.Equal(new RecordingAnswer.Begun(RecordingId), call.Effect<CallEffect.AnswerRecordingRequest>().Answer);
        Assert.Equal(new CallEffect.Reinvite(LegId.OriginMedia, null), call.Effect<CallEffect.Reinvite>());
    }

    [Fact]
    public void Carries_it_to_the_party_with_the_codecs_of_the_other_one()
    {
        var call = CallerOffered();

        var offer = call.Effect<CallEffect.Reinvite>();
        Assert.Equal((LegId.Origin, 16000), (offer.Leg, offer.Sdp!.Media[0].Port));
        Assert.Equal([8, 101], offer.Sdp.Media[0].Payloads.Select(payload => payload.Type));
        Assert.Equal(2ul, offer.Sdp.Origin.Version);
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Acknowledge);
    }

    [Fact]
    public void Takes_the_partys_answer_back_in_the_acknowledgement_and_goes_on_with_the_other_one()
    {
        var call = CallerMoved();

        Assert.Equal(LegId.Origin, call.Event<PartyMoved>().Leg);
        var acknowledged = call.Effects.OfType<CallEffect.Acknowledge>().ToList();
        Assert.Equal(new CallEffect.Acknowledge(LegId.Origin, null), acknowledged[0]);
        Assert.True(acknowledged[1] is { Leg: LegId.OriginMedia, Sdp: { } answer } && answer.SameMedia(AliceSdp));
        Assert.Equal(new CallEffect.Reinvite(LegId.DestinationMedia, null), call.Effect<CallEffect.Reinvite>());
    }

    [Fact]
    public void Starts_the_recorder_when_both_have_moved()
    {
        var call = CalleeOffered().Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        var parameters = call.Effect<CallEffect.StartRecorder>().Parameters;
        Assert.Equal((RecordingId, "1003", call.Now), (parameters.Id, parameters.RecordDn, parameters.AnsweredAt));
        Assert.True(call.State is CallState.Answered { Anchored: true, Insertion: null });
    }

    [Fact]
    public void Without_a_media_server_leaves_the_call_alone()
    {
        var call = Ordered().Tell(at => new CallCommand.Refuse(at, LegId.OriginMedia, 503, "Service Unavailable"));

        Assert.Equal(
            new RecordingAnswer.Refused(RecordingRefusal.NoMediaServer), call.Effect<CallEffect.AnswerRecordingRequest>().Answer);
        Assert.Equal(RecordingId, call.Event<CallRecordingFailed>().RecordingId);
        Assert.Equal([new CallEffect.CancelInvite(LegId.DestinationMedia)], call.Effects.OfType<CallEffect.CancelInvite>());
        AssertDirect(call);
    }

    [Fact]
    public void Without_a_media_server_in_time_leaves_the_call_alone()
    {
        var call = Ordered().Tell(at => new CallCommand.Expire(at, Deadline.Anchor));
        Assert.Equal(2, call.Effects.OfType<CallEffect.CancelInvite>().Count());
        AssertDirect(call);

        // The Media Server's success crosses: it is acknowledged and hung up.
        call.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));
        Assert.Equal(
            [new CallEffect.Acknowledge(LegId.OriginMedia, null), new CallEffect.SendBye(LegId.OriginMedia)], call.Effects);
    }

    [Fact]
    public void Without_an_offer_of_the_media_server_leaves_the_call_alone()
    {
        var call = Opened().Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, null));

        Assert.Equal(2, call.Effects.OfType<CallEffect.SendBye>().Count());
        AssertDirect(call);
    }

    [Fact]
    public void Refused_by_the_caller_leaves_the_call_alone()
    {
        var call = CallerOffered().Tell(at => new CallCommand.Refuse(at, LegId.Origin, 488, "Not Acceptable Here"));

        Assert.Equal("1001: 488 Not Acceptable Here", call.Event<CallRecordingFailed>().Reason);
        Assert.True(call.Effect<CallEffect.Acknowledge>() is { Leg: LegId.OriginMedia, Sdp: { } answer } && answer.SameMedia(AliceSdp));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Reinvite);
        AssertDirect(call);
    }

    [Fact]
    public void Refused_by_the_callee_leads_the_caller_back_before_the_legs_are_given_up()
    {
        var call = CalleeOffered().Tell(at => new CallCommand.Refuse(at, LegId.Destination, 488, "Not Acceptable Here"));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Origin, Sdp: { } offer } && offer.SameMedia(BobSdp));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.SendBye);

        call.Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp));

        Assert.Equal(
            [new CallEffect.SendBye(LegId.OriginMedia), new CallEffect.SendBye(LegId.DestinationMedia)],
            call.Effects.OfType<CallEffect.SendBye>());
        AssertDirect(call);
    }

    [Fact]
    public void Unanswered_by_the_callee_is_taken_back()
    {
        var call = CalleeOffered().Tell(at => new CallCommand.Expire(at, Deadline.Move));
        Assert.Equal(LegId.Destination, call.Effect<CallEffect.CancelInvite>().Leg);
        Assert.Equal(LegId.Origin, call.Effect<CallEffect.Reinvite>().Leg);

        call.Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.SendBye);
        call.Tell(at => new CallCommand.Refuse(at, LegId.Destination, 408, "Request Timeout"));

        Assert.Equal(2, call.Effects.OfType<CallEffect.SendBye>().Count());
        AssertDirect(call);
    }

    [Fact]
    public void Answered_too_late_is_undone()
    {
        var call = CalleeOffered()
            .Tell(at => new CallCommand.Expire(at, Deadline.Move))
            .Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp))
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } offer } && offer.SameMedia(AliceSdp));

        call.Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp));

        AssertDirect(call);
    }

    [Fact]
    public void That_crosses_a_partys_offer_waits_as_long_as_it_is_told()
    {
        var pause = TimeSpan.FromMilliseconds(2_580);
        var call = CalleeOffered().Tell(at => new CallCommand.Refuse(at, LegId.Destination, 491, "Request Pending", pause));
        Assert.Equal(new CallEffect.SetDeadline(Deadline.OfferAgain, call.Now + pause), call.Effect<CallEffect.SetDeadline>());
        Assert.Equal(LegId.DestinationMedia, call.Effect<CallEffect.Acknowledge>().Leg);

        call.Tell(at => new CallCommand.ConfirmRecording(at)).Tell(at => new CallCommand.ConfirmRecording(at))
            .Tell(at => new CallCommand.Expire(at, Deadline.OfferAgain));

        Assert.Equal(2, call.Event<PartyMoveBegun>().Attempt);
        Assert.Equal(new CallEffect.Reinvite(LegId.DestinationMedia, null), call.Effect<CallEffect.Reinvite>());
    }

    [Fact]
    public void That_waits_goes_on_with_the_partys_own_offer()
    {
        var held = BobSdp.WithNextVersion().WithDirection(Direction.SendOnly);
        var call = CalleeOffered()
            .Tell(at => new CallCommand.Refuse(at, LegId.Destination, 491, "Request Pending", TimeSpan.FromSeconds(4)))
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Destination, held));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.DestinationMedia, Sdp: { } offer } && offer.SameMedia(held));

        call.Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp.WithDirection(Direction.RecvOnly)));
        Assert.Equal(16004, call.Effect<CallEffect.AnswerReinvite>().Sdp.Media[0].Port);
        call.Tell(at => new CallCommand.Confirm(at, LegId.Destination, null));

        Assert.Equal(RecordingId, call.Effect<CallEffect.StartRecorder>().Parameters.Id);
    }

    [Fact]
    public void That_crosses_again_and_again_fails()
    {
        var call = CallerOffered();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            call.Tell(at => new CallCommand.Refuse(at, LegId.Origin, 491, "Request Pending"))
                .Tell(at => new CallCommand.Expire(at, Deadline.OfferAgain))
                .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));
        }

        call.Tell(at => new CallCommand.Refuse(at, LegId.Origin, 491, "Request Pending"));

        Assert.Equal("1001: 491 Request Pending", call.Event<CallRecordingFailed>().Reason);
        AssertDirect(call);
    }

    [Fact]
    public void Refuses_offers_of_the_parties_while_one_is_moved()
    {
        var call = CallerOffered().Tell(at => new CallCommand.Renegotiate(at, LegId.Destination, BobSdp.WithDirection(Direction.SendOnly)));

        Assert.Equal([new CallEffect.RefuseReinvite(LegId.Destination, 491, "Request Pending")], call.Effects);
    }

    [Fact]
    public void Of_a_party_that_agrees_to_no_media_is_undone()
    {
        var call = CallerOffered().Tell(at => new CallCommand.Accept(at, LegId.Origin, null));

        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Origin, Sdp: { } offer } && offer.SameMedia(BobSdp));
        Assert.Equal("1001 agreed to no media", call.Event<CallRecordingFailed>().Reason);
    }

    [Fact]
    public void Loses_its_media_server_and_leads_the_caller_back()
    {
        var call = CallerMoved().Tell(at => new CallCommand.HangUp(at, LegId.OriginMedia));
        Assert.Equal(LegId.Origin, call.Effect<CallEffect.Reinvite>().Leg);

        call.Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp));

        Assert.Equal([LegId.DestinationMedia], call.Effects.OfType<CallEffect.SendBye>().Select(e => e.Leg));
        AssertDirect(call);
    }

    [Fact]
    public void Keeps_relaying_to_a_party_that_will_not_go_back()
    {
        var call = CalleeOffered()
            .Tell(at => new CallCommand.Refuse(at, LegId.Destination, 488, "Not Acceptable Here"))
            .Tell(at => new CallCommand.Refuse(at, LegId.Origin, 500, "Server Internal Error"));

        Assert.True(call.State is CallState.Answered { Anchored: true, Insertion: null, Recording: CallRecording.Failed });
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.SendBye);
    }

    [Theory]
    [InlineData(LegId.Origin)]
    [InlineData(LegId.Destination)]
    public void Ends_with_the_call(LegId by)
    {
        var call = CalleeOffered().Tell(at => new CallCommand.HangUp(at, by));

        Assert.Equal(RecordingId, call.Event<CallRecordingFailed>().RecordingId);
        Assert.Equal(3, call.Effects.OfType<CallEffect.SendBye>().Count());
        Assert.Contains(new CallEffect.ClearDeadline(Deadline.Move), call.Effects);
        Assert.IsType<CallState.Ending>(call.State);
    }

    [Fact]
    public void Is_stopped_before_the_recording_began()
    {
        var call = CallerMoved().Tell(at => new CallCommand.StopRecording(at, "stop-1"));

        Assert.Equal(new RecordingAnswer.Stopped(RecordingId), call.Effect<CallEffect.AnswerRecordingRequest>().Answer);
        Assert.Contains(call.Effects, e => e is CallEffect.Reinvite { Leg: LegId.Origin });
    }

    [Theory]
    [InlineData("1009", RecordingRefusal.NotAParty)]
    [InlineData("1001", RecordingRefusal.AlreadyRecording)]
    public void Is_refused_when_another_is_under_way_or_for_a_stranger(string dn, RecordingRefusal refusal)
    {
        var call = Opened().Tell(at => new CallCommand.StartRecording(at, "start-2", RecordingId, dn, RecordingFileName.Default));

        Assert.Equal([new CallEffect.AnswerRecordingRequest("start-2", new RecordingAnswer.Refused(refusal))], call.Effects);
    }

    [Fact]
    public void Is_not_needed_when_the_call_is_anchored_already()
    {
        var call = Recorded()
            .Tell(at => new CallCommand.StopRecording(at, "stop-1"))
            .Tell(at => new CallCommand.StartRecording(at, "start-1", RecordingId, "1003", RecordingFileName.Default));

        Assert.Equal((RecordingId, "1003"), (call.Effect<CallEffect.StartRecorder>().Parameters.Id, call.Event<CallRecordingRequested>().Parameters.RecordDn));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Reinvite or CallEffect.InviteMedia);
    }

    [Fact]
    public void Is_given_up_at_once_after_a_restart()
    {
        var resumed = CallDecider.Resume(Opened().State);

        var deadline = Assert.Single(resumed.OfType<CallEffect.SetDeadline>());
        Assert.Equal(Deadline.Move, deadline.Deadline);
        Assert.True(deadline.Due < T0.AddMinutes(1));
    }

    private static CallScript Ordered() => Direct()
        .Tell(at => new CallCommand.StartRecording(at, "start-1", RecordingId, "1003", RecordingFileName.Default));

    private static CallScript Opened() => Ordered()
        .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp))
        .Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp));

    private static CallScript CallerOffered() => Opened().Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp));

    private static CallScript CallerMoved() => CallerOffered().Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp));

    private static CallScript CalleeOffered() =>
        CallerMoved().Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp.WithDirection(Direction.SendRecv)));

    /// <summary>Each party is described with the other one's address, and the call goes on.</summary>
    private static void AssertDirect(CallScript call)
    {
        var answered = Assert.IsType<CallState.Answered>(call.State);
        Assert.True(answered is { Anchored: false, Insertion: null, Recording: CallRecording.Failed });
        Assert.True(answered.Legs is { Origin: Leg.Open { Local: { } toAlice } } && toAlice.SameMedia(BobSdp));
        Assert.True(answered.Legs is { Destination: Leg.Open { Local: { } toBob } } && toBob.SameMedia(AliceSdp));
    }
}
