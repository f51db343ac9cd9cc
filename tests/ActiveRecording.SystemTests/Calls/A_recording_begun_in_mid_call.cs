using ActiveRecording.Domain.Calls;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.SystemTests.Phones;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>1004 calls 1003: nobody is recorded, the media is direct, until somebody asks for it.</summary>
public sealed class A_recording_begun_in_mid_call : IDisposable
{
    private readonly House house = new();
    private OutgoingCall caller = null!;
    private IncomingCall callee = null!;

    public A_recording_begun_in_mid_call() => Connect();

    [Fact]
    public void Is_kept_from_then_on_and_neither_phone_misses_a_word()
    {
        var asked = house.Simulator.Time.GetUtcNow();
        Begun(Start("1003"));
        house.RunFor(0.5);
        var (first, second) = TakeTurns();
        var ending = house.Simulator.Run(caller.HangUpAsync);
        var wav = house.Sealed();
        house.RunFor(1);

        caller.AssertWhole();
        callee.AssertWhole();
        wav.AssertHolds(1, caller, first, BegunAt());
        wav.AssertHolds(0, callee, second, BegunAt());
        wav.AssertLasts(BegunAt(), ending.At);
        Assert.InRange((BegunAt() - asked).TotalMilliseconds, 0, 100);
        GoldenFlow.Verify("insertion", house.Ladder());
    }

    [Theory]
    [InlineData(true, "insertion-refused-by-caller")]
    [InlineData(false, "insertion-refused-by-callee")]
    public void Fails_when_a_party_refuses_to_be_moved(bool byCaller, string flow)
    {
        (byCaller ? (PhoneCall)caller : callee).Reinvites = new ReinvitePlan.Refuse(488, 1);

        Begun(Start("1004"));
        house.RunFor(1);

        AssertDirectAgain(flow);
    }

    [Fact]
    public void Fails_when_a_party_does_not_answer()
    {
        callee.Reinvites = new ReinvitePlan.Ignore();

        Begun(Start("1004"));
        house.RunFor(60);

        AssertDirectAgain("insertion-unanswered");
    }

    [Fact]
    public void Waits_when_a_partys_own_offer_crosses()
    {
        caller.Reinvites = new ReinvitePlan.Refuse(491, 1);

        Begun(Start("1004"));
        house.RunFor(5);

        caller.AssertWhole();
        callee.AssertWhole();
        Assert.Contains(house.Events, e => e.EndsWith("call-recording-started", StringComparison.Ordinal));
        HangUp();
        GoldenFlow.Verify("insertion-crossed", house.Ladder());
    }

    [Fact]
    public void Goes_on_with_the_offer_that_crossed()
    {
        var crossed = house.Simulator.Run(async () =>
        {
            var starting = house.SipServer.StartRecordingAsync(CallUuid(), "1004");
            // Just so late that both re-INVITEs are under way at once.
            await house.Simulator.Delay(TimeSpan.FromSeconds(0.0068));
            Begun(await starting);
            return await callee.ReofferAsync(Direction.SendOnly);
        });
        Assert.Equal(491, crossed);
        house.RunFor(1);
        Assert.Equal(200, house.Simulator.Run(() => callee.ReofferAsync(Direction.SendOnly)));
        house.RunFor(5);

        caller.AssertWhole();
        Assert.Contains(house.Events, e => e.EndsWith("call-recording-started", StringComparison.Ordinal));
        Assert.Equal(200, house.Simulator.Run(() => callee.ReofferAsync(Direction.SendRecv)));
        var heard = callee.Media.PacketsHeard;
        house.RunFor(1);
        Assert.InRange(callee.Media.PacketsHeard - heard, 49, 51);
        HangUp();
        GoldenFlow.Verify("insertion-glare", house.Ladder());
    }

    [Fact]
    public void Fails_when_offers_cross_again_and_again()
    {
        callee.Reinvites = new ReinvitePlan.Refuse(491);

        Begun(Start("1004"));
        house.RunFor(20);

        AssertDirectAgain("insertion-crossed-repeatedly");
    }

    [Fact]
    public void Ends_with_a_call_that_is_hung_up_in_the_middle()
    {
        callee.Reinvites = new ReinvitePlan.Ignore();
        Begun(Start("1004"));
        house.RunFor(0.2);

        HangUp();
        house.RunFor(40);

        Assert.Equal(0, house.SipServer.Calls);
        Assert.Equal(0, house.MediaServer.Media.PortPairs);
        GoldenFlow.Verify("insertion-hung-up", house.Ladder());
    }

    [Fact]
    public void Is_refused_without_a_media_server()
    {
        house.MediaServer.Dispose();

        Refused(RecordingRefusal.NoMediaServer, Start("1004"));
        house.RunFor(40);

        AssertDirectAgain("insertion-without-media-server");
    }

    [Fact]
    public void Is_stopped_and_begun_again()
    {
        Begun(Start("1003"));
        house.RunFor(1);
        Refused(RecordingRefusal.AlreadyRecording, Start("1004"));
        Assert.IsType<RecordingAnswer.Stopped>(house.Simulator.Run(() => house.SipServer.StopRecordingAsync(CallUuid(), "1003")));
        house.RunFor(1);
        Refused(RecordingRefusal.NotRecording, house.Simulator.Run(() => house.SipServer.StopRecordingAsync(CallUuid())));
        Begun(Start("1004"));
        house.RunFor(1);
        HangUp();
        house.RunFor(1);

        caller.AssertWhole();
        callee.AssertWhole();
        Assert.Equal(2, house.Recordings.Count);
        GoldenFlow.Verify("recording-stopped-and-begun-again", house.Ladder());
    }

    [Fact]
    public void Is_refused_for_what_cannot_be_recorded()
    {
        Refused(RecordingRefusal.NotAParty, Start("1001"));
        Refused(RecordingRefusal.UnknownCall, house.Simulator.Run(() => house.SipServer.StartRecordingAsync(new string('0', 32), "1003")));
        Refused(RecordingRefusal.UnknownCall, house.Simulator.Run(() => house.SipServer.StartRecordingAsync("no call at all", "1003")));
        Refused(RecordingRefusal.NotRecording, house.Simulator.Run(() => house.SipServer.StopRecordingAsync(CallUuid())));
        var callUuid = CallUuid();
        HangUp();
        Refused(RecordingRefusal.CallOver, house.Simulator.Run(() => house.SipServer.StartRecordingAsync(callUuid, "1003")));
    }

    public void Dispose() => house.Dispose();

    private static void Begun(RecordingAnswer answer) => Assert.IsType<RecordingAnswer.Begun>(answer);

    private static void Refused(RecordingRefusal refusal, RecordingAnswer answer) => Assert.Equal(new RecordingAnswer.Refused(refusal), answer);

    private void Connect()
    {
        var (alice, bob) = (house.Registered("alice", "1004"), house.Registered("bob", "1003"));
        (caller, callee) = house.Connect(alice, "1003", bob);
        house.RunFor(1);
    }

    private RecordingAnswer Start(string dn) => house.Simulator.Run(() => house.SipServer.StartRecordingAsync(CallUuid(), dn));

    private string CallUuid() => house.Events.Last(e => e.StartsWith("call/", StringComparison.Ordinal)).Split([' ', '/'])[1];

    private DateTimeOffset BegunAt() => house.EventAt("call-recording-requested");

    /// <summary>Both hear each other, without a gap, without a Media Server; and another recording can be asked for.</summary>
    private void AssertDirectAgain(string flow)
    {
        house.RunFor(1);
        caller.AssertWhole();
        callee.AssertWhole();
        Assert.Equal(0, house.MediaServer.Media.PortPairs);
        Assert.Contains(house.Events, e => e.EndsWith("call-recording-failed", StringComparison.Ordinal));
        Assert.Equal(callee.Media.Local, caller.Media.Remote);
        Assert.Equal(caller.Media.Local, callee.Media.Remote);
        HangUp();
        GoldenFlow.Verify(flow, house.Ladder());
    }

    private void HangUp()
    {
        house.Simulator.Run(caller.HangUpAsync);
        house.RunFor(1);
    }

    private (PlayedClip First, PlayedClip Second) TakeTurns() => house.Simulator.Run(async () =>
    {
        var first = await caller.Media.PlayAsync(Speech.Sweep(1, 300));
        await house.Simulator.Delay(TimeSpan.FromMilliseconds(100));
        var second = await callee.Media.PlayAsync(Speech.Sweep(1, 500));
        await house.Simulator.Delay(TimeSpan.FromMilliseconds(100));
        return (first, second);
    });
}
