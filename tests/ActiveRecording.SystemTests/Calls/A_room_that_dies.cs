using ActiveRecording.Simulation.Flows;
using ActiveRecording.Sip.Sessions;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>
/// A room that is killed and does not come back, while the parties talk on: session timers (RFC 4028) of 90 s see that none
/// of the others keeps a dialog, a port or an open recording for it.
/// </summary>
public sealed class A_room_that_dies : IDisposable
{
    private readonly House house = new(sessionTimer: new SessionTimerOptions { Interval = TimeSpan.FromSeconds(90) });

    [Fact]
    public void As_SIP_Server_leaves_no_leg_at_the_Media_Server_and_no_open_recording()
    {
        Talk();

        house.SipServerLife.End();
        house.RunFor(90);

        Assert.Equal(0, house.MediaServer.Media.PortPairs);
        AssertSealedWithin(seconds: 80, "peer-failed");
        GoldenFlow.Verify("sip-server-dies", house.Ladder());
    }

    [Fact]
    public void As_Media_Server_leaves_no_open_recording()
    {
        Talk();

        house.MediaServerLife.End();
        house.RunFor(150);

        AssertSealedWithin(seconds: 100, "expired");
        Assert.Equal(1, house.SipServer.Calls);
        GoldenFlow.Verify("media-server-dies", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private void Talk()
    {
        var alice = house.Registered("alice", "1001");
        var bob = house.Registered("bob", "1003");
        house.Connect(alice, "1003", bob);
        house.RunFor(5);
    }

    private void AssertSealedWithin(double seconds, string reason)
    {
        var talked = house.EventAt("recording-sealed") - house.EventAt("call-recording-started");
        Assert.InRange(talked.TotalSeconds, 5, seconds);
        Assert.All(house.Manifest().Sessions, session => Assert.Equal(reason, session.Reason));
        Assert.Equal(0, house.Recorder.Sessions);
    }
}
