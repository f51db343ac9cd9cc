using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>What the callee's refusal is to the caller, and the pauses after a 491.</summary>
public sealed class Refusals_of_the_callee : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;

    public Refusals_of_the_callee() => carol = house.Peer("carol");

    [Fact]
    public void Reach_the_caller_unless_they_speak_of_our_own_request()
    {
        var dave = house.Peer("dave");
        (int Said, int Told)[] refusals =
        [
            (302, 480), (401, 403), (404, 404), (415, 488), (420, 502), (480, 480), (482, 502), (486, 486), (491, 502),
            (500, 500), (503, 503), (600, 600), (606, 606),
        ];

        foreach (var (said, told) in refusals)
        {
            dave.Answer = request => request.Method == SipMethod.Invite ? dave.Response(request, said) : dave.Response(request, 200);
            Assert.Equal(told, carol.Send(carol.Invite(dave.Number, carol.Sdp())).StatusCode);
            house.RunFor(0.1);
        }

        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("refusals-mapped", house.Ladder());
    }

    [Theory]
    [InlineData("erin", 2.1, 4.0, "recorded-and-callee-told-to-wait")]
    [InlineData("carol", 0, 2.0, "recorded-and-caller-told-to-wait")]
    public void By_491_are_followed_by_the_pause_that_depends_on_who_made_the_dialog(
        string refuser, double least, double most, string flow)
    {
        var erin = house.Peer("erin");
        house.Connect(carol, erin);
        var (refusing, holding) = refuser == "erin" ? (erin, carol) : (carol, erin);
        var asked = new List<DateTimeOffset>();
        var accept = refusing.Answer;
        refusing.Answer = request =>
        {
            if (request.Method != SipMethod.Invite) return accept(request);
            asked.Add(house.Simulator.Time.GetUtcNow());
            return asked.Count == 1 ? refusing.Response(request, 491) : accept(request);
        };

        holding.Send(holding.Next(SipMethod.Invite, holding.Sdp(Direction.SendOnly)));
        house.RunFor(6);

        Assert.Equal(2, asked.Count);
        Assert.InRange((asked[1] - asked[0]).TotalSeconds, least, most + 0.01);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Do_not_come_when_the_caller_waits_for_the_offer()
    {
        var dave = house.Peer("dave");
        carol.Acknowledges = false;
        var offered = carol.Send(carol.Invite(dave.Number, null));
        Assert.True(SessionDescription.TryParse(offered.Body.Span, out _));
        carol.Acknowledge(offered.CSeq.Number, carol.Sdp(Direction.SendRecv, PayloadFormat.Pcmu));
        house.RunFor(0.5);

        Assert.False(dave.Last(SipMethod.Ack).Body.IsEmpty);
        house.HangUp(carol);
        GoldenFlow.Verify("late-offer", house.Ladder());
    }

    public void Dispose() => house.Dispose();
}
