using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>Require: 100rel of the caller (RFC 3262 §3) is honoured, whatever the callee can.</summary>
public sealed class A_caller_that_wants_to_be_rung_reliably : IDisposable
{
    private readonly House house = new();
    private readonly HandPeer carol;

    public A_caller_that_wants_to_be_rung_reliably() => carol = house.Peer("carol");

    [Theory]
    [InlineData("dave", "2002", "rung-reliably-for-the-caller-alone")]
    [InlineData("erin", "2003", "recorded-and-rung-reliably-for-the-caller-alone")]
    [InlineData("trunk", "90301234567", "rung-reliably-by-a-trunk")]
    public void Is_by_a_callee_that_cannot(string callee, string number, string flow)
    {
        var other = Silent(callee);
        var invite = carol.Invite(number, carol.Sdp());
        invite.AddRequired(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.3);
        var received = other.Last(SipMethod.Invite);
        other.Respond(received, other.Response(received, 180));
        house.RunFor(0.7);

        // Repeated after T1 until it is acknowledged; what follows waits.
        var ringing = carol.Responses[^1];
        Assert.True(ringing.IsReliable);
        other.Respond(received, other.Response(received, 183, other.Sdp()));
        house.RunFor(0.1);
        Assert.Equal(180, carol.Responses[^1].StatusCode);
        Assert.Equal(200, Acknowledge(invite, ringing).StatusCode);
        house.RunFor(0.1);
        var progress = carol.Responses[^1];
        Assert.Equal(183, progress.StatusCode);
        Assert.Equal(ringing.RSeq + 1, progress.RSeq);
        Assert.Equal(200, Acknowledge(invite, progress).StatusCode);
        Assert.DoesNotContain(other.Requests, r => r.Method == SipMethod.Prack);

        other.State = Dialog.FromUas(received, "hand", other.Response(received, 200).Contact!.Uri);
        other.Respond(received, other.Response(received, 200, other.Sdp()));
        house.RunFor(1);
        Assert.Contains(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);
        house.HangUp(carol);
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Is_given_the_answer_only_when_it_has_acknowledged_the_description_before()
    {
        var dave = Silent("dave");
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.AddRequired(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.3);
        var received = dave.Last(SipMethod.Invite);
        dave.Respond(received, dave.Response(received, 183, dave.Sdp()));
        dave.State = Dialog.FromUas(received, "hand", dave.Response(received, 200).Contact!.Uri);
        dave.Respond(received, dave.Response(received, 200, dave.Sdp()));
        house.RunFor(0.2);
        Assert.DoesNotContain(carol.Responses, r => r.IsFinal);

        Acknowledge(invite, carol.Responses[^1]);
        house.RunFor(0.2);
        Assert.Contains(carol.Responses, r => r.StatusCode == 200 && r.CSeq.Method == SipMethod.Invite);
        house.HangUp(carol);
        GoldenFlow.Verify("answer-waits-for-prack", house.Ladder());
    }

    [Fact]
    public void Is_given_up_when_the_answer_waits_in_vain()
    {
        var dave = Silent("dave");
        var invite = carol.Invite(dave.Number, carol.Sdp());
        invite.AddRequired(OptionTags.Reliable);
        carol.Post(invite);
        house.RunFor(0.3);
        var received = dave.Last(SipMethod.Invite);
        dave.Respond(received, dave.Response(received, 183, dave.Sdp()));
        dave.Respond(received, dave.Response(received, 200, dave.Sdp()));
        house.RunFor(40);

        Assert.Equal(504, carol.Responses[^1].StatusCode);
        Assert.Contains(dave.Requests, r => r.Method == SipMethod.Bye);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("answer-waits-for-prack-in-vain", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private SipResponse Acknowledge(SipRequest invite, SipResponse provisional)
    {
        carol.State ??= Dialog.FromUac(invite, provisional);
        (carol.State, var prack) = Prack.Create(carol.State, provisional);
        return carol.Send(prack);
    }

    /// <summary>A peer that leaves INVITEs to the test.</summary>
    private HandPeer Silent(string name)
    {
        var peer = name == "trunk" ? house.Trunk(name) : house.Peer(name);
        peer.Answer = request => request.Method == SipMethod.Invite && request.To.Tag is null ? null : peer.Response(request, 200);
        return peer;
    }
}
