using System.Text;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Simulation.Network;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>BYE from the Media Server in the middle of a recorded call: the parties need not know.</summary>
public sealed class A_media_server_that_hangs_up : IDisposable
{
    /// <summary>How long it repeats a success (RFC 3261 §13.3.1.4), and a little more.</summary>
    private const double UntilItGivesUp = 33;

    private readonly House house = new();
    private string? deaf;

    [Fact]
    public void Is_asked_for_another_leg_and_goes_on_recording()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        house.Simulator.Network.Rule = Decide;

        var (caller, callee) = house.Connect(alice, "1003", bob);
        _ = caller.Media.PlayAsync(new short[8000 * 40]);
        house.RunFor(UntilItGivesUp);
        var heard = callee.Media.PacketsHeard;
        house.RunFor(2);
        Assert.InRange(callee.Media.PacketsHeard - heard, 95, 105);
        house.Simulator.Run(callee.HangUpAsync);
        house.Sealed();
        house.RunFor(1);

        var manifest = house.Manifest();
        Assert.Equal(4, manifest.Sessions.Count);
        Assert.DoesNotContain(manifest.Gaps, gap => gap.Channel == 0 && gap.Seconds > 0.1);
        Assert.Equal(0, house.MediaServer.Media.PortPairs);
        GoldenFlow.Verify("recorded-and-media-server-hangs-up", house.Ladder());
    }

    [Fact]
    public void And_leaves_has_the_parties_talk_directly()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        _ = caller.Media.PlayAsync(new short[8000 * 10]);
        house.RunFor(2);
        house.Simulator.Run(() => house.MediaServer.StopAsync(CancellationToken.None));
        house.RunFor(2);
        var heard = callee.Media.PacketsHeard;
        house.RunFor(2);
        Assert.InRange(callee.Media.PacketsHeard - heard, 95, 105);
        house.Simulator.Run(callee.HangUpAsync);
        house.Sealed();
        house.RunFor(1);

        Assert.Contains(house.Events, e => e.EndsWith("  call-recording-failed", StringComparison.Ordinal));
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("recorded-and-media-server-leaves", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    /// <summary>The first leg's ACKs do not reach the Media Server until it has given the leg up.</summary>
    private DatagramFate Decide(VirtualDatagram datagram)
    {
        if (datagram.To.Port != 5260 || !datagram.Payload.Span.StartsWith("ACK "u8)) return DatagramFate.Delivered;
        var text = Encoding.ASCII.GetString(datagram.Payload.Span);
        var callId = text.Split('\n').Single(line => line.StartsWith("Call-ID:", StringComparison.Ordinal));
        return (deaf ??= callId) == callId ? DatagramFate.Lost : DatagramFate.Delivered;
    }
}
