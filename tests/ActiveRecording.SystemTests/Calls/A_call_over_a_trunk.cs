using ActiveRecording.Phone;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.SipServer;
using ActiveRecording.SystemTests.Phones;

namespace ActiveRecording.SystemTests.Calls;

public sealed class A_call_over_a_trunk : IDisposable
{
    private House house = new();

    [Fact]
    public void Leaves_by_the_prefix_and_is_kept_for_the_extension()
    {
        var alice = house.Registered("alice", "1001");
        var outside = house.Phone("outside", "0301234567", 5090);

        var (caller, callee) = house.Connect(alice, "90301234567", outside);
        Talk(caller);
        var wav = house.Sealed();
        house.RunFor(1);

        Assert.Matches(@"[0-9A-Z]{32}_1001_0301234567_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.wav$", Assert.Single(house.Recordings));
        Assert.Equal("0301234567", callee.Invite.RequestUri.User);
        Assert.Equal(2, wav.Format.Channels);
        GoldenFlow.Verify("trunk-out", house.Ladder());
    }

    [Fact]
    public void Arrives_and_is_kept_for_the_trunk()
    {
        house.Dispose();
        house = new House(change: options => options with
        {
            Dns = [.. options.Dns.Select(dn => dn.Type == DnType.Trunk ? dn with { Record = true } : dn)],
        });
        var bob = house.Registered("bob", "1003");
        var outside = house.Phone("outside", "0301234567", 5090);

        var (caller, _) = house.Connect(outside, "1003", bob);
        var clip = Talk(caller);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(0, caller, clip, caller.AnsweredAt!.Value);
        GoldenFlow.Verify("trunk-in", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private Phone.Media.PlayedClip Talk(PhoneCall caller)
    {
        var clip = house.Simulator.Run(() => caller.Media.PlayAsync(Speech.Sweep(1, 300)));
        house.RunFor(0.5);
        house.Simulator.Run(caller.HangUpAsync);
        return clip;
    }
}
