using ActiveRecording.Phone;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.SystemTests.Faults;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>The node that has a recorded call is killed in mid-conversation: the call is held, retrieved and ended by its successor.</summary>
public sealed class A_switch_that_fails_over : IDisposable
{
    private const int Caller = 0;
    private const int Callee = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Site site = new(seed: 4);

    [Fact]
    public void Goes_on_with_the_call_where_its_phones_are()
    {
        Assert.True(site.Simulator.RunUntil(site.IsSettled, Patience));
        var (caller, callee) = (site.Phones[Caller], site.Phones[Callee]);
        callee.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(0.5));
        OutgoingCall? call = null;
        site.Simulator.Run(async () =>
        {
            foreach (var phone in new[] { caller, callee }) Assert.Equal(200, await phone.RegisterAsync());
            call = caller.Call(SiteMap.NumberOf(Callee));
            await call.Established;
        });
        site.Simulator.RunFor(TimeSpan.FromSeconds(2));

        var owner = site.Living.Single(node => node.Node.SipServer?.Calls == 1);
        var killedAt = site.Simulator.Time.GetUtcNow();
        owner.Life.End();
        site.Simulator.Run(async () =>
        {
            await site.Simulator.Delay(TimeSpan.FromSeconds(0.1));
            await Story.OfferAsync(call!, Direction.SendOnly);
            await site.Simulator.Delay(TimeSpan.FromSeconds(0.5));
            await Story.OfferAsync(call!, Direction.SendRecv);
            await site.Simulator.Delay(TimeSpan.FromSeconds(0.5));
            await call!.HangUpAsync();
            await call.Ended;
        });
        site.Simulator.RunFor(TimeSpan.FromSeconds(2));

        Assert.Null(site.Findings.First);
        Assert.All(site.Living, node => Assert.Equal(0, node.Node.SipServer?.Calls ?? 0));
        GoldenFlow.Verify("cluster-node-killed-while-talking", site.LadderSince(killedAt));
    }

    public void Dispose() => site.Dispose();
}
