using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_restarted_media_server : MediaServerStage
{
    [Fact]
    public void Hangs_up_the_recorders_of_its_former_life()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        Crash();
        Run(500);

        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(Recorder.Dialogs.Select(dialog => dialog.CallId).Order(), Recorder.Agent.Requests.Skip(2).Select(bye => bye.CallId).Order());
        Assert.All(Recorder.Agent.Requests.Skip(2), bye => Assert.Equal(2u, bye.CSeq.Number));
        Assert.All(Recorder.Agent.Requests.Skip(2), bye => Assert.Equal(
            [Reason.Sip(500, "The Media Server was started anew")], bye.Reasons));
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Records_the_same_call_again_as_a_further_segment()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        Crash();
        (a, b) = Bridge();
        var start = StartRecording(a, b, segment: 2);
        Assert.Equal(new MsmlResult(MsmlResponse.Ok), a.Execute(start));
        Talk(a, b, 5);

        Assert.Equal(4, Recorder.Invites.Count);
        Assert.Equal(4, Recorder.Invites.Select(invite => invite.CallId).Distinct().Count());
        Assert.All(Recorder.Invites.Skip(2), invite => Assert.Equal("2", invite.RequestUri.Parameters["segment"]));
        Assert.Equal(5, Recorder.Streams[2].Heard.Count);
        Assert.Equal(2, Recorder.Agent.Count(SipMethod.Bye));
    }

    [Fact]
    public void Repeats_an_invitation_under_the_same_branch_to_take_it_back()
    {
        Recorder.Agent.Answers = _ => null;
        Recorded();
        Run(10);
        var first = Recorder.Invites.Select(invite => invite.TopVia.Branch).ToHashSet();
        Crash();
        Run(500);

        Assert.Equal(2, Recorder.Invites.Count);
        Assert.Equal(2, Recorder.Agent.Cancels.Count);
        Assert.Equal(first, Recorder.Agent.Cancels.Select(cancel => cancel.TopVia.Branch).ToHashSet());
    }

    [Fact]
    public void Does_not_know_its_former_legs()
    {
        var (a, _) = Bridge();
        Crash();

        Assert.Equal(481, a.Bye().StatusCode);
    }

    [Fact]
    public void Is_left_orderly_when_it_is_stopped()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        Simulator.Run(() => Room.StopAsync(CancellationToken.None));

        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(2, Switch.Count(SipMethod.Bye));
        Assert.Equal(0, Room.Media.PortPairs);
    }
}
