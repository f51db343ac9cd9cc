using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class A_renegotiation
{
    private static readonly SessionDescription AliceHolds = AliceSdp.WithNextVersion().WithDirection(Direction.SendOnly);

    [Fact]
    public void That_changes_nothing_is_answered_with_what_was_agreed()
    {
        var call = Recorded();
        var agreed = ((Leg.Open)((CallState.Answered)call.State).Legs.Origin).Local!;

        call.Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceSdp.WithNextVersion()));

        Assert.Equal([new CallEffect.AnswerReinvite(LegId.Origin, agreed)], call.Effects);
    }

    [Fact]
    public void Of_an_anchored_party_is_settled_with_its_media_leg()
    {
        var call = Recorded().Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.OriginMedia, Sdp: { } sdp } && sdp.SameMedia(AliceHolds));

        call.Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp.WithDirection(Direction.RecvOnly)));

        var answer = call.Effect<CallEffect.AnswerReinvite>();
        Assert.Equal(LegId.Origin, answer.Leg);
        Assert.Equal(Direction.RecvOnly, answer.Sdp.Media[0].Direction);
        Assert.Equal([8, 101], answer.Sdp.Media[0].Payloads.Select(p => p.Type));
        Assert.Equal(2ul, answer.Sdp.Origin.Version);
        call.Tell(at => new CallCommand.Confirm(at, LegId.Origin, null));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } told }
            && told.Media[0].Direction == Direction.SendOnly);
    }

    [Fact]
    public void Of_a_direct_party_goes_end_to_end()
    {
        var call = Direct().Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds));
        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } sdp } && sdp.SameMedia(AliceHolds));

        var answer = BobSdp.WithDirection(Direction.RecvOnly);
        call.Tell(at => new CallCommand.Accept(at, LegId.Destination, answer));

        Assert.Equal(new CallEffect.Acknowledge(LegId.Destination, null), call.Effect<CallEffect.Acknowledge>());
        Assert.True(call.Effect<CallEffect.AnswerReinvite>().Sdp.SameMedia(answer));
    }

    [Fact]
    public void Without_an_offer_goes_end_to_end_with_a_late_ack()
    {
        var call = Direct()
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Destination, null))
            .Tell(at => new CallCommand.Accept(at, LegId.Origin, AliceSdp));
        Assert.Equal([LegId.Destination], call.Effects.OfType<CallEffect.AnswerReinvite>().Select(e => e.Leg));
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Acknowledge);

        call.Tell(at => new CallCommand.Confirm(at, LegId.Destination, BobSdp));

        Assert.True(call.Effect<CallEffect.Acknowledge>() is { Leg: LegId.Origin, Sdp: { } sdp } && sdp.SameMedia(BobSdp));
    }

    [Fact]
    public void That_crosses_another_is_refused()
    {
        var call = Direct()
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds))
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Destination, BobSdp.WithDirection(Direction.Inactive)));

        Assert.Equal([new CallEffect.RefuseReinvite(LegId.Destination, 491, "Request Pending")], call.Effects);
    }

    [Fact]
    public void That_was_refused_leaves_everything_as_it_was()
    {
        var call = Direct();
        var before = ((CallState.Answered)call.State).Legs;

        call.Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds))
            .Tell(at => new CallCommand.Refuse(at, LegId.Destination, 488, "Not Acceptable Here"));

        Assert.Equal(488, call.Effect<CallEffect.RefuseReinvite>().Status);
        var after = ((CallState.Answered)call.State).Legs;
        Assert.Equal(before.Origin, after.Origin);
        Assert.True(((Leg.Open)after.Destination).Local!.SameMedia(((Leg.Open)before.Destination).Local!));
    }

    [Fact]
    public void That_is_taken_back_too_late_is_undone()
    {
        var call = Direct()
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds))
            .Tell(at => new CallCommand.Abandon(at, LegId.Origin));
        Assert.Equal(
            [new CallEffect.RefuseReinvite(LegId.Origin, 487, "Request Terminated"), new CallEffect.CancelInvite(LegId.Destination)],
            call.Effects);

        call.Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp.WithDirection(Direction.RecvOnly)));

        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.Destination, Sdp: { } sdp } && sdp.SameMedia(AliceSdp));
    }

    [Fact]
    public void With_a_codec_that_the_far_party_does_not_have_is_refused()
    {
        var call = Recorded().Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, Describing("127.0.0.1", 10000, "18")));

        Assert.Equal([new CallEffect.RefuseReinvite(LegId.Origin, 488, "Not Acceptable Here")], call.Effects);
    }

    [Fact]
    public void To_a_peer_that_lost_the_dialog_ends_the_call()
    {
        var call = Direct()
            .Tell(at => new CallCommand.Renegotiate(at, LegId.Origin, AliceHolds))
            .Tell(at => new CallCommand.Refuse(at, LegId.Destination, 481, "Call/Transaction Does Not Exist"));

        Assert.Equal(CallEndCause.PartyLost, call.Event<CallEnded>().Cause);
        Assert.Equal(487, call.Effect<CallEffect.RefuseReinvite>().Status);
    }

    [Fact]
    public void That_the_media_server_crosses_is_tried_again_later()
    {
        var call = Anchored()
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
            .Tell(at => new CallCommand.Refuse(at, LegId.DestinationMedia, 491, "Request Pending", TimeSpan.FromSeconds(2.58)));
        Assert.Equal(new CallEffect.SetDeadline(Deadline.OfferAgain, call.Now + TimeSpan.FromSeconds(2.58)), Assert.Single(call.Effects));

        call.Tell(at => new CallCommand.Expire(at, Deadline.OfferAgain));

        var again = call.Effect<CallEffect.Reinvite>();
        Assert.True(again.Sdp!.SameMedia(BobSdp));
        Assert.Equal(3ul, again.Sdp?.Origin.Version);
    }

    [Fact]
    public void Waits_until_the_recorder_is_started()
    {
        var answer = Describing("127.0.0.1", 10000, "8");
        var call = Anchored(late: true)
            .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
            .Tell(at => new CallCommand.Confirm(at, LegId.Origin, answer));
        Assert.Empty(call.Effects);

        call.Tell(at => new CallCommand.ConfirmRecording(at));

        Assert.True(call.Effect<CallEffect.Reinvite>() is { Leg: LegId.OriginMedia, Sdp: { } sdp } && sdp.SameMedia(answer));
    }
}
