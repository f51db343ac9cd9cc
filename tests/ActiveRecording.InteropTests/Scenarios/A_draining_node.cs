using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class A_draining_node : NodeScenario
{
    private const int Callee = 5_081;
    private const int Caller = 5_082;

    [Fact]
    public async Task Lets_a_call_end_and_keeps_its_recording()
    {
        var folder = NewFolder("node");
        var sipp = new Sipp(NewFolder("sipp"));
        SippCall made;
        await using (var node = await NodeUnderTest.StartAsync(folder))
        {
            await sipp.RegisterAsync("1001", Callee);
            await using var callee = sipp.Answer(Callee, 1);
            var calling = sipp.CallAsync("1004", "1001", Caller, SippLoad.One(5), callee);
            await node.AnsweredCallAsync();

            await node.DrainAsync();

            made = Assert.Single(await calling);
            Assert.Equal(0, await node.EndedAsync());
        }

        await using var next = await NodeUnderTest.StartAsync(folder);
        var recording = Assert.Single(await next.FinishedRecordingsAsync(1, TimeSpan.FromSeconds(5)));
        Assert.Equal((RecordingState.Sealed, 0L, 0), (recording.State, recording.LostPackets, recording.Gaps.Count));
        Assert.InRange(recording.Seconds!.Value - made.Talked.TotalSeconds, -0.06, 0.06);
    }
}
