using ActiveRecording.Phone;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class A_room_that_stops
{
    private readonly SwitchWorld world = new();
    private readonly OutgoingCall call;

    public A_room_that_stops()
    {
        world.Register(world.Alice, world.Bob);
        call = world.Alice.Call("1003");
        world.Simulator.Run(() => call.Established);
    }

    [Fact]
    public void Waits_for_its_calls_and_takes_no_more()
    {
        var refused = world.Simulator.Run(async () =>
        {
            var stopped = world.Room.StopAsync(CancellationToken.None);
            await world.Simulator.Delay(TimeSpan.FromSeconds(10));
            var ending = await world.Bob.Call("1001").Ended;
            Assert.False(stopped.IsCompleted);
            await call.HangUpAsync();
            await stopped;
            return ending;
        });

        Assert.Equal(503, refused.Status);
    }

    [Fact]
    public void Hangs_up_those_that_last_too_long()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), world.Simulator.Time);

        world.Simulator.Run(() => world.Room.StopAsync(patience.Token));

        Assert.Equal(CallEndCause.HungUpThere, world.Simulator.Run(() => call.Ended).Cause);
    }
}
