using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Hold and retrieve by either side, seen by the other one and by the recorder.</summary>
public sealed class A_held_call : IDisposable
{
    private readonly House house = new();

    [Theory]
    [InlineData("dave", false, "held-by-the-caller")]
    [InlineData("dave", true, "held-by-the-callee")]
    [InlineData("erin", false, "recorded-and-held-by-the-caller")]
    [InlineData("erin", true, "recorded-and-held-by-the-callee")]
    public void Is_told_to_the_other_party_and_retrieved(string callee, bool byCallee, string flow)
    {
        var (carol, other) = (house.Peer("carol"), house.Peer(callee));
        house.Connect(carol, other);
        var (holder, held) = byCallee ? (other, carol) : (carol, other);

        var answer = holder.Send(holder.Next(SipMethod.Invite, holder.Sdp(Direction.SendOnly)));
        house.RunFor(0.5);
        Assert.Equal(Direction.RecvOnly, DirectionIn(answer));
        Assert.Equal(Direction.SendOnly, DirectionIn(held.Last(SipMethod.Invite)));

        var retrieved = holder.Send(holder.Next(SipMethod.Invite, holder.Sdp()));
        house.RunFor(0.5);
        Assert.Equal(Direction.SendRecv, DirectionIn(retrieved));
        Assert.Equal(Direction.SendRecv, DirectionIn(held.Last(SipMethod.Invite)));

        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void With_nowhere_to_send_to_is_told_as_sendonly()
    {
        var (carol, erin) = (house.Peer("carol"), house.Peer("erin"));
        house.Connect(carol, erin);

        carol.Send(carol.Next(SipMethod.Invite, carol.Sdp().WithAddress(ConnectionAddress.Nowhere)));
        house.RunFor(0.5);

        Assert.Equal(Direction.SendOnly, DirectionIn(erin.Last(SipMethod.Invite)));
        house.HangUp(carol);
        GoldenFlow.Verify("recorded-and-held-towards-nowhere", house.Ladder());
    }

    [Fact]
    public void By_both_parties_is_retrieved_by_both()
    {
        var (carol, erin) = (house.Peer("carol"), house.Peer("erin"));
        house.Connect(carol, erin);

        carol.Send(carol.Next(SipMethod.Invite, carol.Sdp(Direction.Inactive)));
        house.RunFor(0.5);
        erin.Send(erin.Next(SipMethod.Invite, erin.Sdp(Direction.SendOnly)));
        house.RunFor(0.5);
        Assert.Equal(Direction.Inactive, DirectionIn(erin.Responses[^1]));
        carol.Send(carol.Next(SipMethod.Invite, carol.Sdp()));
        house.RunFor(0.5);
        Assert.Equal(Direction.RecvOnly, DirectionIn(carol.Responses[^1]).Reversed().And(Direction.RecvOnly));
        erin.Send(erin.Next(SipMethod.Invite, erin.Sdp()));
        house.RunFor(0.5);

        Assert.Equal(Direction.SendRecv, DirectionIn(erin.Responses[^1]));
        Assert.Equal(Direction.SendRecv, DirectionIn(carol.Last(SipMethod.Invite)));
        house.HangUp(carol);
        GoldenFlow.Verify("recorded-and-held-by-both", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private static Direction DirectionIn(SipMessage message)
    {
        Assert.True(SessionDescription.TryParse(message.Body.Span, out var description));
        return description.DirectionOf(description.Media[0]);
    }
}
