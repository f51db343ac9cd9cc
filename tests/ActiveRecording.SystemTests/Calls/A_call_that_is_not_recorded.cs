using ActiveRecording.Phone;
using ActiveRecording.Simulation.Flows;

namespace ActiveRecording.SystemTests.Calls;

public sealed class A_call_that_is_not_recorded : IDisposable
{
    private readonly House house = new();

    [Fact]
    public void Has_its_media_between_the_phones()
    {
        var (alice, bob) = (house.Registered("alice", "1004"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        Assert.InRange(callee.Media.PacketsHeard, 49, 51);
        house.Simulator.Run(caller.HangUpAsync);
        house.RunFor(1);

        Assert.Empty(house.Recordings);
        GoldenFlow.Verify("unrecorded", house.Ladder());
    }

    [Fact]
    public void Is_abandoned_before_the_answer()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Ring();

        var call = alice.Call("1003");
        house.Simulator.Run(async () =>
        {
            await call.Ringing;
            await house.Simulator.Delay(TimeSpan.FromSeconds(2));
            await call.HangUpAsync();
        });
        house.RunFor(1);

        Assert.Empty(house.Recordings);
        GoldenFlow.Verify("abandoned-before-answer", house.Ladder());
    }

    [Fact]
    public void Is_answered_while_it_is_abandoned()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));

        var call = alice.Call("1003");
        house.Simulator.Run(async () =>
        {
            await call.Ringing;
            // Just so late that CANCEL passes the callee's 200 on the way.
            await house.Simulator.Delay(TimeSpan.FromSeconds(0.9985));
            await call.HangUpAsync();
        });
        house.RunFor(5);

        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("cancel-crosses-answer", house.Ladder());
    }

    [Theory]
    [InlineData(486, "busy")]
    [InlineData(603, "declined")]
    public void Is_refused_by_the_callee(int status, string flow)
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Reject(status);

        Assert.Equal(status, Refused(alice, "1003"));
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Theory]
    [InlineData("7777", 404, "not-found")]
    [InlineData("1002", 480, "unregistered")]
    public void Is_refused_by_the_switch(string number, int status, string flow)
    {
        var alice = house.Registered("alice", "1001");

        Assert.Equal(status, Refused(alice, number));
        GoldenFlow.Verify(flow, house.Ladder());
    }

    [Fact]
    public void Needs_a_password_from_a_stranger()
    {
        house.Registered("bob", "1003");
        var alice = house.Phone("alice", "1001", 5081);

        var call = alice.Call("1003");
        house.Simulator.Run(async () =>
        {
            await call.Established;
            await house.Simulator.Delay(TimeSpan.FromSeconds(1));
            await call.HangUpAsync();
        });
        house.RunFor(1);

        GoldenFlow.Verify("challenged", house.Ladder());
    }

    public void Dispose() => house.Dispose();

    private int? Refused(ScriptedPhone from, string number)
    {
        var ending = house.Simulator.Run(() => from.Call(number).Ended);
        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        return ending.Status;
    }
}
