using ActiveRecording.Phone;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class A_call_that_ends_early
{
    private readonly SwitchWorld world = new();
    private readonly ScriptedPhone carol;

    public A_call_that_ends_early()
    {
        carol = world.Phone("carol", "1002", 5072);
        world.Register(world.Alice, world.Bob, carol);
    }

    [Fact]
    public void Is_taken_back_when_the_caller_gives_up()
    {
        world.Bob.Incoming = new IncomingPlan.Ring();
        var call = carol.Call("1003");

        var callee = world.Simulator.Run(async () =>
        {
            await call.Ringing;
            await call.HangUpAsync();
            return await (await world.Bob.NextCallAsync()).Ended;
        });
        world.Settle();

        Assert.Equal(CallEndCause.Cancelled, callee.Cause);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData(486)]
    [InlineData(603)]
    public void Tells_the_caller_why(int status)
    {
        world.Bob.Incoming = new IncomingPlan.Reject(status);

        var ending = world.Simulator.Run(() => carol.Call("1003").Ended);
        world.Settle();

        Assert.Equal((CallEndCause.Refused, status), (ending.Cause, ending.Status));
        AssertNothingLeft();
    }

    [Fact]
    public void Stops_ringing_after_three_minutes()
    {
        world.Bob.Incoming = new IncomingPlan.Ring();

        var ending = world.Simulator.Run(() => carol.Call("1003").Ended);
        world.Settle();

        Assert.Equal((CallEndCause.Refused, 480), (ending.Cause, ending.Status));
        AssertNothingLeft();
    }

    [Fact]
    public void Is_hung_up_when_the_caller_never_acknowledges()
    {
        var caller = new SipPeer(world, "1001", 5071 + 20);
        var invite = caller.Request(SipMethod.Invite, "1003");
        var challenged = caller.Send(invite);
        var again = Sip.Digest.DigestClient.Authorize(invite, challenged, "1001", SwitchWorld.Password, "c")!;
        Assert.Equal(200, caller.Send(again).StatusCode);

        world.Simulator.RunFor(TimeSpan.FromSeconds(40));

        Assert.Contains(caller.Requests, request => request.Method == SipMethod.Bye);
        AssertNothingLeft();
    }

    [Fact]
    public void Is_refused_when_the_phone_is_gone()
    {
        world.Bob.Dispose();

        var ending = world.Simulator.Run(() => carol.Call("1003").Ended);
        world.Settle();

        Assert.Equal((CallEndCause.Refused, 408), (ending.Cause, ending.Status));
        AssertNothingLeft();
    }

    [Fact]
    public void Is_not_placed_twice_by_a_repeated_invite()
    {
        world.Simulator.Network.Rule = datagram => datagram.Number % 5 == 0
            ? Simulation.Network.DatagramFate.Lost
            : Simulation.Network.DatagramFate.Delivered;

        var call = carol.Call("1003");
        world.Simulator.Run(() => call.Established);
        world.Simulator.Run(call.HangUpAsync);
        world.Simulator.RunFor(TimeSpan.FromSeconds(40));

        Assert.Single(world.Events, e => e == "call-created");
        AssertNothingLeft();
    }

    private void AssertNothingLeft()
    {
        Assert.True(world.Room.Calls == 0 && world.MediaServer.OpenLegs == 0, world.Flow.Ladder);
    }
}
