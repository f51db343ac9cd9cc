using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Tests.Calls.CallScript;

namespace ActiveRecording.Domain.Tests.Calls;

/// <summary>Of a recorded call, whose parties never speak to each other but through their media legs.</summary>
public sealed class A_hold
{
    private CallScript call = Recorded();

    [Theory]
    [InlineData(Direction.SendOnly, Direction.SendOnly)]
    [InlineData(Direction.RecvOnly, Direction.RecvOnly)]
    [InlineData(Direction.Inactive, Direction.Inactive)]
    public void Is_told_to_the_far_party_and_taken_back(Direction held, Direction told)
    {
        Offers(LegId.Origin, AliceSdp.WithDirection(held));
        Assert.Equal(told, Told(LegId.Destination));
        Answers(LegId.Destination, BobSdp.WithDirection(told.Reversed()));

        Offers(LegId.Origin, AliceSdp);
        Assert.Equal(Direction.SendRecv, Told(LegId.Destination));
        Answers(LegId.Destination, BobSdp);
        Assert.Empty(call.Effects.OfType<CallEffect.Reinvite>());
    }

    [Fact]
    public void Towards_nowhere_is_told_as_sendonly()
    {
        Offers(LegId.Origin, AliceSdp.WithAddress(ConnectionAddress.Nowhere));

        Assert.Equal(Direction.SendOnly, Told(LegId.Destination));
    }

    [Fact]
    public void By_both_ends_when_both_have_retrieved()
    {
        Offers(LegId.Origin, AliceSdp.WithDirection(Direction.SendOnly));
        Answers(LegId.Destination, BobSdp.WithDirection(Direction.RecvOnly));

        Offers(LegId.Destination, BobSdp.WithDirection(Direction.Inactive));
        Assert.Equal(Direction.Inactive, Told(LegId.Origin));
        Answers(LegId.Origin, AliceSdp.WithDirection(Direction.Inactive));

        Offers(LegId.Origin, AliceSdp);
        Assert.DoesNotContain(call.Effects, e => e is CallEffect.Reinvite { Leg: LegId.Destination });
        Offers(LegId.Destination, BobSdp);

        Assert.Equal(Direction.SendRecv, Told(LegId.Origin));
    }

    [Fact]
    public void Survives_a_refresh_by_the_party_that_is_held()
    {
        Offers(LegId.Origin, AliceSdp.WithDirection(Direction.SendOnly));
        var recvOnly = BobSdp.WithDirection(Direction.RecvOnly);
        Answers(LegId.Destination, recvOnly);
        call.Tell(at => new CallCommand.Renegotiate(at, LegId.Destination, recvOnly.WithNextVersion()))
            .Tell(at => new CallCommand.Confirm(at, LegId.Destination, null));

        Offers(LegId.Origin, AliceSdp);

        Assert.Equal(Direction.SendRecv, Told(LegId.Destination));
    }

    [Fact]
    public void Is_not_told_again_to_a_party_that_refuses_to_hear_of_it()
    {
        Offers(LegId.Origin, AliceSdp.WithDirection(Direction.SendOnly));

        call.Tell(at => new CallCommand.Refuse(at, LegId.Destination, 488, "Not Acceptable Here"));

        Assert.Empty(call.Effects);
        Assert.IsType<CallState.Answered>(call.State);
    }

    private Direction? Told(LegId party) => Assert.Single(
        call.Effects.OfType<CallEffect.Reinvite>(), e => e.Leg == party).Sdp!.Media[0].Direction;

    /// <summary>A party's re-INVITE, settled with its media leg and acknowledged.</summary>
    private void Offers(LegId party, SessionDescription offer)
    {
        call.Tell(at => new CallCommand.Renegotiate(at, party, offer));
        SettleMedia(party, offer);
        call.Tell(at => new CallCommand.Confirm(at, party, null));
    }

    /// <summary>A party's answer to our re-INVITE; its media leg hears of it.</summary>
    private void Answers(LegId party, SessionDescription answer)
    {
        call.Tell(at => new CallCommand.Accept(at, party, answer));
        if (call.Effects.OfType<CallEffect.Reinvite>().Any()) SettleMedia(party, answer);
    }

    private void SettleMedia(LegId party, SessionDescription description)
    {
        var media = party == LegId.Origin ? M1Sdp : M2Sdp;
        var direction = description.DirectionOf(description.Media[0]).Reversed();
        call.Tell(at => new CallCommand.Accept(at, party.Companion(), media.WithDirection(direction)));
    }
}
