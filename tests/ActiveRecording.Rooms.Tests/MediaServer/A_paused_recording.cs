using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_paused_recording : MediaServerStage
{
    [Fact]
    public void Gets_not_one_packet_and_the_recorder_is_told()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        Assert.Equal(new MsmlResult(MsmlResponse.Ok), a.Execute(Modify(RecorderState.Pause)));
        Talk(a, b, 100);

        Assert.Equal(5, Recorder.Streams[0].Heard.Count);
        Assert.Equal(105, Bob.Heard.Count);
        Assert.Equal("INVITE INVITE INVITE INVITE", Told);
        Assert.Equal(Direction.Inactive, VirtualRecorder.OfferOf(Recorder.Agent.Last(SipMethod.Invite)).Media[0].Direction);
        Assert.Equal(4, Recorder.Agent.Acks.Count);
    }

    [Fact]
    public void Goes_on_with_the_next_packet_when_resumed()
    {
        var (a, b) = Recorded();
        Talk(a, b, 5);
        a.Execute(Modify(RecorderState.Pause));
        Talk(a, b, 5);
        a.Execute(Modify(RecorderState.Resume));
        Talk(a, b, 5);

        Assert.Equal([.. Alice.Said[..5], .. Alice.Said[10..]], Recorder.Streams[0].Heard);
        var offer = VirtualRecorder.OfferOf(Recorder.Agent.Last(SipMethod.Invite));
        Assert.Equal(Direction.SendOnly, offer.Media[0].Direction);
        Assert.Equal(3ul, offer.Origin.Version);
    }

    [Fact]
    public void Before_the_recorder_answered_gets_nothing_of_the_pause_later()
    {
        Recorder.Agent.Answers = _ => null;
        var (a, b) = Recorded();
        Talk(a, b, 2);
        a.Execute(Modify(RecorderState.Pause));
        Talk(a, b, 2);
        Recorder.Agent.Answers = Recorder.Answer;
        foreach (var invite in Recorder.Invites) Recorder.Agent.Answer(invite, Recorder.Answer(invite));
        Talk(a, b, 2);
        Assert.Empty(Recorder.Streams[0].Heard);

        a.Execute(Modify(RecorderState.Resume));
        Talk(a, b, 2);
        Assert.Equal([.. Alice.Said[..2], .. Alice.Said[6..]], Recorder.Streams[0].Heard);
    }

    [Fact]
    public void Stops_like_any_other()
    {
        var (a, b) = Recorded();
        Talk(a, b, 2);
        a.Execute(Modify(RecorderState.Pause));
        Run(100);
        a.Execute(Modify(RecorderState.Stop));
        Run(100);

        Assert.Equal(2, Recorder.Agent.Count(SipMethod.Bye));
        Assert.Equal(2, Room.Media.PortPairs);
    }
}
