using ActiveRecording.Phone;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Rooms.Tests.SipServer;

public sealed class A_journal_that_is_slow
{
    private readonly SwitchWorld world = new();

    public A_journal_that_is_slow() => world.Register(world.Alice, world.Bob);

    [Fact]
    public void Makes_callers_try_again_later()
    {
        world.SlowJournal.Delay = TimeSpan.FromSeconds(10);

        var call = world.Alice.Call("1003");
        var ending = world.Simulator.Run(() => call.Ended);

        Assert.Equal((CallEndCause.Refused, 503), (ending.Cause, ending.Status));
        Assert.Equal([100, 503], call.Statuses);
        Assert.Equal("5", world.Flow.SentBy("sip-server").OfType<SipResponse>().Last(r => r.StatusCode == 503).Headers.First(HeaderNames.RetryAfter));
        world.SlowJournal.Delay = TimeSpan.Zero;
        world.Simulator.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(0, world.Room.Calls);
    }

    [Fact]
    public void Keeps_nobody_from_hanging_up()
    {
        var call = world.Alice.Call("1003");
        var callee = world.Simulator.Run(async () =>
        {
            await call.Established;
            return await world.Bob.NextCallAsync();
        });
        world.SlowJournal.Delay = TimeSpan.FromSeconds(10);

        world.Simulator.Run(call.HangUpAsync);
        world.Simulator.RunFor(TimeSpan.FromSeconds(4));
        Assert.Contains(
            world.Flow.SentBy("sip-server").OfType<SipResponse>(),
            response => response.CSeq.Method == SipMethod.Bye && response.StatusCode == 200);
        Assert.False(callee.Ended.IsCompleted);

        world.SlowJournal.Delay = TimeSpan.Zero;
        Assert.Equal(CallEndCause.HungUpThere, world.Simulator.Run(() => callee.Ended).Cause);
        world.Simulator.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(0, world.Room.Calls);
    }
}
