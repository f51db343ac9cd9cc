using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.MediaServer;

public sealed class A_leg_that_falls_quiet : MediaServerStage
{
    private const int TwoLooks = 125_000;

    [Fact]
    public void Is_kept_while_SIP_Server_knows_it()
    {
        Bridge();
        Run(TwoLooks);

        Assert.True(Switch.Count(SipMethod.Options) >= 2);
        Assert.Equal(2, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_ended_when_SIP_Server_does_not_know_it()
    {
        Bridge();
        Switch.Answers = request => request.CreateResponse(481);
        Run(TwoLooks);

        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_ended_with_its_recording_when_SIP_Server_is_gone()
    {
        Recorded();
        Run(100);
        Switch.Dispose();
        Run(TwoLooks + 40_000);

        Assert.Equal("INVITE INVITE BYE BYE", Told);
        Assert.Equal(0, Room.Media.PortPairs);
    }

    [Fact]
    public void Is_not_asked_while_its_party_sends()
    {
        var (a, b) = Bridge();
        Talk(a, b, 7_000);

        Assert.Equal(0, Switch.Count(SipMethod.Options));
    }
}
