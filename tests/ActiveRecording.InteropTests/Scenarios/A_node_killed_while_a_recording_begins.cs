using ActiveRecording.Operations;
using ActiveRecording.Phone;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>Two phones talk directly; the node dies while it leads their call over the Media Server to have it recorded.</summary>
public sealed class A_node_killed_while_a_recording_begins(ITestOutputHelper output) : KilledNodeScenario
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(250)]
    public async Task Leaves_the_parties_talking_and_the_recording_going_on_or_failed(int milliseconds)
    {
        using var alice = Phone("alice", "1004", 8_000);
        using var bob = Phone("bob", "1003", 8_100);
        var (call, answered) = await TalkUntilKilledAsync(alice, bob, TimeSpan.FromMilliseconds(milliseconds));

        await using var node = await StartAsync();
        await HearAsync(call.Media, answered.Media);
        await HearAsync(answered.Media, call.Media);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await HearAsync(call.Media, answered.Media);
        await HearAsync(answered.Media, call.Media);
        Assert.Equal(CallEndCause.HungUpHere, (await call.HangUpAsync().WaitAsync(Patience)).Cause);
        Assert.Equal(CallEndCause.HungUpThere, (await answered.Ended.WaitAsync(Patience)).Cause);

        await node.RestsAsync();
        var recordings = await node.RecordingsAsync();
        output.WriteLine(string.Join('\n', recordings.Select(static one => $"{one.State} {one.Reason} {one.Seconds} s; {string.Join("; ", one.Gaps)}")));
        AssertKept(Assert.Single(recordings));
    }

    /// <summary>
    /// It goes on to the end of the call; or it never began and says so, if a party was on its way to the Media Server: whose
    /// answer the dead node took with it.
    /// </summary>
    private static void AssertKept(Recording recording)
    {
        if (recording.State == RecordingState.Failed)
        {
            Assert.Equal("no answer to a re-INVITE", recording.Reason);
            return;
        }

        Assert.Equal(RecordingState.Sealed, recording.State);
        Assert.InRange(recording.Seconds!.Value, 2, 10);
        Assert.All(recording.Gaps, gap => Assert.InRange(gap.Start + gap.Seconds, 0, recording.Seconds.Value - 1));
    }

    private async Task<(OutgoingCall Call, IncomingCall Answered)> TalkUntilKilledAsync(ScriptedPhone alice, ScriptedPhone bob, TimeSpan after)
    {
        await using var node = await StartAsync();
        var (call, answered) = await TalkAsync(alice, bob, "1003");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await node.StartRecordingAsync("1003");
        await Task.Delay(after);
        await node.KillAsync();
        return (call, answered);
    }
}
