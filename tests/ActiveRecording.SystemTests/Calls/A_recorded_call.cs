using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Simulation.Network;
using ActiveRecording.SystemTests.Phones;

namespace ActiveRecording.SystemTests.Calls;

public sealed class A_recorded_call : IDisposable
{
    private House house = new();

    [Fact]
    public void Is_answered_and_kept()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1.5));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        var (first, second) = TakeTurns(caller, callee);
        var ending = house.Simulator.Run(callee.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        var answeredAt = callee.AnsweredAt!.Value;
        wav.AssertHolds(0, caller, first, answeredAt);
        wav.AssertHolds(1, callee, second, answeredAt);
        wav.AssertLasts(answeredAt, ending.At);
        GoldenFlow.Verify("answered-and-recorded", house.Ladder());
    }

    [Fact]
    public void Is_kept_for_the_callee_on_the_left()
    {
        var (alice, bob) = (house.Registered("alice", "1003"), house.Registered("bob", "1001"));

        var (caller, callee) = house.Connect(alice, "1001", bob);
        var (first, second) = TakeTurns(caller, callee);
        house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(1, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(0, callee, second, callee.AnsweredAt!.Value);
        GoldenFlow.Verify("callee-recorded", house.Ladder());
    }

    [Fact]
    public void Is_kept_by_one_session_with_two_streams_as_well()
    {
        house.Dispose();
        house = new House(recorderMediaControl: 1);
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        var (first, second) = TakeTurns(caller, callee);
        house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(1, callee, second, callee.AnsweredAt!.Value);
        GoldenFlow.Verify("recorded-in-one-session", house.Ladder());
    }

    [Fact]
    public void Bridges_early_media_and_keeps_what_follows_the_answer()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(1), EarlyMedia: true);

        var (caller, callee) = house.Connect(alice, "1003", bob);
        Assert.True(caller.Media.PacketsHeard > 40);
        var (first, _) = TakeTurns(caller, callee);
        var ending = house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertLasts(callee.AnsweredAt!.Value, ending.At);
        GoldenFlow.Verify("early-media-and-recorded", house.Ladder());
    }

    [Fact]
    public void Is_held_and_resumed()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        Assert.Equal(200, house.Simulator.Run(() => caller.ReofferAsync(Direction.Inactive)));
        house.RunFor(0.1);
        var heard = caller.Media.PacketsHeard;
        house.RunFor(1);
        Assert.Equal(heard, caller.Media.PacketsHeard);
        Assert.Equal(200, house.Simulator.Run(() => caller.ReofferAsync(Direction.SendRecv)));
        var (first, second) = TakeTurns(caller, callee);
        var ending = house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(1, callee, second, callee.AnsweredAt!.Value);
        wav.AssertLasts(callee.AnsweredAt!.Value, ending.At);
        GoldenFlow.Verify("recorded-and-held", house.Ladder());
    }

    [Fact]
    public void With_a_late_offer_is_kept_too()
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Simulator.Run(async () =>
        {
            var call = alice.Call("1003", delayedOffer: true);
            var answered = await bob.NextCallAsync();
            await call.Established;
            await answered.Established;
            return (call, answered);
        });
        house.RunFor(0.1);
        var (first, second) = TakeTurns(caller, callee);
        house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(1, callee, second, callee.AnsweredAt!.Value);
        GoldenFlow.Verify("late-offer-and-recorded", house.Ladder());
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(40, 30)]
    [InlineData(120, 3)]
    public void Lasts_from_answer_to_hang_up_however_slow_journal_and_network_are(int appendMs, int hopMs)
    {
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        bob.Incoming = new IncomingPlan.Answer(TimeSpan.FromSeconds(2));
        house.Disk.Delay = TimeSpan.FromMilliseconds(appendMs);
        house.Simulator.Network.Rule = datagram => IsBetweenRooms(datagram.From.Port) && IsBetweenRooms(datagram.To.Port)
            ? DatagramFate.Late(TimeSpan.FromMilliseconds(hopMs))
            : DatagramFate.Delivered;

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        var (first, second) = TakeTurns(caller, callee);
        var hungUpAt = house.Simulator.Time.GetUtcNow();
        house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();

        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(1, callee, second, callee.AnsweredAt!.Value);
        wav.AssertLasts(callee.AnsweredAt!.Value, hungUpAt);
    }

    [Fact]
    public void Goes_on_when_the_recorder_refuses()
    {
        house.Recorder.Dispose();
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(40);
        var heard = callee.Media.PacketsHeard;
        house.RunFor(1);

        Assert.InRange(callee.Media.PacketsHeard - heard, 49, 51);
        Assert.Contains(house.Events, e => e.EndsWith("call-recording-failed", StringComparison.Ordinal));
        house.Simulator.Run(caller.HangUpAsync);
        house.RunFor(1);
        GoldenFlow.Verify("recorder-unreachable", house.Ladder());
    }

    [Fact]
    public void Goes_on_without_a_media_server()
    {
        house.MediaServer.Dispose();
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
        Assert.InRange(callee.Media.PacketsHeard, 49, 51);
        house.Simulator.Run(caller.HangUpAsync);
        house.RunFor(40);

        Assert.Empty(house.Recordings);
        GoldenFlow.Verify("media-server-unreachable", house.Ladder());
    }

    [Fact]
    public void Survives_a_bad_network()
    {
        house.Dispose();
        house = new House(change: options => options with { Timeouts = options.Timeouts with { Anchor = TimeSpan.FromSeconds(5) } });
        var (alice, bob) = (house.Registered("alice", "1001"), house.Registered("bob", "1003"));
        house.Simulator.Network.Rule = datagram =>
            datagram.To.Port is < 6000 && datagram.Number % 4 == 0 ? DatagramFate.Lost : DatagramFate.Delivered;

        var (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(3);
        var (first, second) = TakeTurns(caller, callee);
        var ending = house.Simulator.Run(caller.HangUpAsync);
        house.RunFor(70);

        Assert.Equal(0, house.SipServer.Calls);
        var wav = house.Sealed();
        wav.AssertHolds(0, caller, first, callee.AnsweredAt!.Value);
        wav.AssertHolds(1, callee, second, callee.AnsweredAt!.Value);
        Assert.InRange((wav.Duration - (ending.At - callee.AnsweredAt!.Value)).TotalSeconds, -0.06, 5);
    }

    public void Dispose() => house.Dispose();

    private static bool IsBetweenRooms(int port) => port is 5060 or 5160 or 5260 or 5360;

    private (PlayedClip First, PlayedClip Second) TakeTurns(PhoneCall caller, PhoneCall callee) => house.Simulator.Run(async () =>
    {
        var first = await caller.Media.PlayAsync(Speech.Sweep(1, 300));
        await house.Simulator.Delay(TimeSpan.FromMilliseconds(100));
        var second = await callee.Media.PlayAsync(Speech.Sweep(1, 500));
        await house.Simulator.Delay(TimeSpan.FromMilliseconds(100));
        return (first, second);
    });
}
