using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>3xx from the callee: followed to extensions of the switch if configured, else a refusal.</summary>
public sealed class A_redirected_call : IDisposable
{
    private House house = new();
    private HandPeer? carol;
    private HandPeer? dave;

    [Fact]
    public void Is_refused_unless_configured_otherwise()
    {
        Assert.Equal(480, Call("<sip:1003@127.0.0.1:5060>").StatusCode);
        GoldenFlow.Verify("redirected-and-refused", house.Ladder());
    }

    [Fact]
    public void Goes_to_an_extension_of_the_switch()
    {
        Follow(1);
        var bob = house.Registered("bob", "1003");

        Assert.Equal(200, Call("<sip:1003@evil.example>, <sip:1003@127.0.0.1:5060>;q=0.5").StatusCode);
        house.RunFor(1);

        Assert.True(house.Simulator.Run(bob.NextCallAsync).Established.IsCompletedSuccessfully);
        house.HangUp(carol!);
        GoldenFlow.Verify("redirected", house.Ladder());
    }

    [Theory]
    [InlineData("<sip:1003@evil.example>", "redirected-to-a-stranger")]
    [InlineData("<sip:90301234567@127.0.0.1:5060>", "redirected-to-a-trunk")]
    [InlineData("<sip:2003@127.0.0.1:5060>", "redirected-to-a-recorded-number")]
    [InlineData("<tel:1003>, <sip:127.0.0.1>", "redirected-to-nobody")]
    public void Goes_nowhere_else(string contact, string flow)
    {
        Follow(5);
        Assert.Equal(480, Call(contact).StatusCode);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Does_not_lead_a_private_caller_to_whom_is_not_trusted()
    {
        Follow(5);
        (carol, dave) = (house.Peer("carol"), house.Peer("dave"));
        var erin = house.Peer("erin");
        carol.Answer = request => Redirection(request, "<sip:2002@127.0.0.1:5096>");
        var invite = erin.Invite(carol.Number, erin.Sdp());
        invite.Headers.Set(HeaderNames.Privacy, "id");

        Assert.Equal(480, erin.Send(invite).StatusCode);
        Assert.Empty(dave.Requests);
    }

    [Fact]
    public void In_a_circle_ends_at_the_limit()
    {
        Follow(2);
        Assert.Equal(480, Call("<sip:2002@127.0.0.1:5096>").StatusCode);
        Assert.Equal(3, dave!.Requests.Count(r => r.Method == SipMethod.Invite));
        GoldenFlow.Verify("redirected-in-a-circle", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private void Follow(int limit)
    {
        house.Dispose();
        house = new House(change: options => options with { FollowRedirects = limit });
    }

    private static SipResponse Redirection(SipRequest request, string contact)
    {
        var redirection = request.CreateResponse(302, toTag: "hand");
        redirection.Headers.Set(HeaderNames.Contact, contact);
        return redirection;
    }

    private SipResponse Call(string contact)
    {
        (carol, dave) = (house.Peer("carol"), house.Peer("dave"));
        var accept = dave.Answer;
        dave.Answer = request => request.Method == SipMethod.Invite ? Redirection(request, contact) : accept(request);
        var response = carol.Send(carol.Invite(dave.Number, carol.Sdp()));
        house.RunFor(1);
        if (!response.IsSuccess) Assert.Equal(0, house.SipServer.Calls);
        return response;
    }
}
