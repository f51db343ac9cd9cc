using ActiveRecording.Phone;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>
/// A call that is rung, answered, talked, held, resumed and hung up by phones that keep at it as people do, while the node
/// between them may die.
/// </summary>
internal sealed class KilledCall
{
    private const int SamplesPerSecond = 8000;
    private readonly MortalNode node;
    private readonly ScriptedPhone alice;
    private readonly ScriptedPhone bob;
    private IncomingCall? callee;

    /// <param name="node">Between the phones.</param>
    /// <param name="transport">By TCP a phone keeps a connection that nobody else can open, and registers again when it is gone.</param>
    /// <param name="away">How long after the node is back that takes it.</param>
    public KilledCall(MortalNode node, SipTransport transport = SipTransport.Udp, TimeSpan away = default)
    {
        this.node = node;
        Away = away;
        alice = node.Phone("alice", "1001", 5071, transport);
        bob = node.Phone("bob", "1003", 5073, transport);
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1));
        if (transport != SipTransport.Udp) node.Returned += () => _ = ReturnAsync();
    }

    /// <summary>How long after the node its phones are back.</summary>
    public TimeSpan Away { get; }

    public OutgoingCall? Caller { get; private set; }

    public IncomingCall? Callee => callee;

    /// <summary>It came to its own end: the callee hung up.</summary>
    public bool WasHungUp { get; private set; }

    /// <summary>From registration to the end of everything that is due after it.</summary>
    public void Live()
    {
        node.Simulator.Run(TellAsync);
        node.RunFor(100);
    }

    public void AssertSettled()
    {
        Assert.True(Caller!.Ended.IsCompleted, "the caller's call goes on");
        Assert.True(callee is null || callee.Ended.IsCompleted, "the callee's call goes on");
        Assert.Equal(0, node.Node.SipServer!.Calls);
        Assert.Equal(0, node.Node.MediaServer!.Media.PortPairs);
        Assert.Equal(0, node.Node.Recorder!.Sessions);
        node.Peers.AssertNothingTwice();
        KilledRecording.AssertKept(node, this);
    }

    private async Task TellAsync()
    {
        await RegisteredAsync(alice);
        await RegisteredAsync(bob);
        node.DrawFromNow();
        Caller = alice.Call("1003");
        var coming = bob.NextCallAsync();
        try
        {
            await Caller.Established;
            callee = await coming;
            await callee.Established;
        }
        catch (CallEndedException)
        {
            if (coming.IsCompleted) callee = await coming;
            return;
        }

        _ = Caller.Media.PlayAsync(Noise(1));
        _ = callee.Media.PlayAsync(Noise(2));
        await TalkAsync(2);
        await HoldAsync(Direction.Inactive);
        await TalkAsync(1);
        await HoldAsync(Direction.SendRecv);
        await TalkAsync(2);
        await callee.HangUpAsync();
        WasHungUp = (await Caller.Ended).Cause == CallEndCause.HungUpThere;
    }

    /// <summary>Longer than any of these calls, and nowhere like anywhere else.</summary>
    private static short[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, SamplesPerSecond * 60).Select(_ => (short)random.Next(-8000, 8000))];
    }

    private async Task TalkAsync(double seconds)
    {
        await node.Simulator.Delay(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Whoever is told to try later does.</summary>
    private async Task HoldAsync(Direction direction)
    {
        while (!Caller!.Ended.IsCompleted && await Caller.ReofferAsync(direction) is 491 or 500)
            await node.Simulator.Delay(TimeSpan.FromSeconds(3));
    }

    private async Task ReturnAsync()
    {
        await node.Simulator.Delay(Away);
        await alice.RegisterAsync();
        await bob.RegisterAsync();
    }

    private async Task RegisteredAsync(ScriptedPhone phone)
    {
        while (await phone.RegisterAsync() != 200) await node.Simulator.Delay(TimeSpan.FromSeconds(1));
    }
}
