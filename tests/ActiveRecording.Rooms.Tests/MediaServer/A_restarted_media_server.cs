using ActiveRecording.Sip.Messages;

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
        Assert.Equal(0, Room.Media.PortPairs);
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
