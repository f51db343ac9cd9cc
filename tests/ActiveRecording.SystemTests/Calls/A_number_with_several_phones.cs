using ActiveRecording.Phone;
using ActiveRecording.Simulation.Flows;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>All phones registered for a number ring at once (RFC 3261 §16.6); the first that answers has the call.</summary>
public sealed class A_number_with_several_phones : IDisposable
{
    private House house = new();
    private ScriptedPhone alice;
    private ScriptedPhone desk;
    private ScriptedPhone mobile;

    public A_number_with_several_phones() => (desk, mobile, alice) = Register("1003");

    [Theory]
    [InlineData("1003", "rung-at-two-phones")]
    [InlineData("1001", "recorded-and-rung-at-two-phones")]
    public void Is_answered_by_one_and_no_longer_rings_at_the_other(string number, string flow)
    {
        if (number != "1003") (desk, mobile, alice) = Anew(number);
        desk.Incoming = new IncomingPlan.Ring();
        mobile.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));

        var call = alice.Call(number);
        house.Simulator.Run(() => call.Established);
        house.RunFor(0.5);
        var (atDesk, atMobile) = (house.Simulator.Run(desk.NextCallAsync), house.Simulator.Run(mobile.NextCallAsync));
        Assert.Equal(CallEndCause.Cancelled, house.Simulator.Run(() => atDesk.Ended).Cause);
        house.Simulator.Run(call.HangUpAsync);
        house.RunFor(1);

        Assert.Equal(CallEndCause.HungUpThere, house.Simulator.Run(() => atMobile.Ended).Cause);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify(flow, house.Ladder("desk", "mobile"));
    }

    [Fact]
    public void Is_answered_by_both_and_the_second_hung_up()
    {
        desk.Incoming = mobile.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));

        var call = alice.Call("1003");
        house.Simulator.Run(() => call.Established);
        house.RunFor(1);
        IReadOnlyList<IncomingCall> calls = [house.Simulator.Run(desk.NextCallAsync), house.Simulator.Run(mobile.NextCallAsync)];
        Assert.Single(calls, c => c.Ended.IsCompleted);
        house.Simulator.Run(call.HangUpAsync);
        house.RunFor(1);

        Assert.All(calls, c => Assert.True(c.Ended.IsCompleted));
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("answered-by-two-phones", house.Ladder("desk", "mobile"));
    }

    [Fact]
    public void Is_refused_when_all_have_refused_with_the_best_refusal()
    {
        desk.Incoming = new IncomingPlan.Reject(503);
        mobile.Incoming = new IncomingPlan.Reject(486);

        Assert.Equal(486, house.Simulator.Run(() => alice.Call("1003").Ended).Status);
        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("refused-by-two-phones", house.Ladder("desk", "mobile"));
    }

    [Fact]
    public void Is_refused_at_once_by_a_phone_that_speaks_for_all()
    {
        desk.Incoming = new IncomingPlan.Ring();
        mobile.Incoming = new IncomingPlan.Reject(603);

        Assert.Equal(603, house.Simulator.Run(() => alice.Call("1003").Ended).Status);
        house.RunFor(1);
        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("declined-for-two-phones", house.Ladder("desk", "mobile"));
    }

    [Fact]
    public void Is_given_up_at_all_of_them()
    {
        desk.Incoming = mobile.Incoming = new IncomingPlan.Ring();

        var call = alice.Call("1003");
        house.RunFor(1);
        Assert.Equal(CallEndCause.Cancelled, house.Simulator.Run(call.HangUpAsync).Cause);
        house.RunFor(1);

        Assert.Equal(0, house.SipServer.Calls);
        GoldenFlow.Verify("abandoned-at-two-phones", house.Ladder("desk", "mobile"));
    }

    public void Dispose() => house.Dispose();

    private (ScriptedPhone Desk, ScriptedPhone Mobile, ScriptedPhone Alice) Anew(string number)
    {
        house.Dispose();
        house = new House();
        return Register(number);
    }

    private (ScriptedPhone Desk, ScriptedPhone Mobile, ScriptedPhone Alice) Register(string number) =>
        (At("desk", number, 5083), At("mobile", number, 5084), house.Registered("alice", "1004"));

    private ScriptedPhone At(string name, string number, int port)
    {
        var phone = house.Phone(name, number, port);
        Assert.Equal(200, house.Simulator.Run(() => phone.RegisterAsync()));
        return phone;
    }
}
