using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class Calls_over_the_trunk : NodeScenario
{
    private const int Trunk = 5_090;
    private const int Phone = 5_081;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Come_in_and_are_recorded_when_the_trunk_is(bool record, int recordings)
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"), $"dns.pstn.record = {(record ? "true" : "false")}");
        await sipp.RegisterAsync("1003", Phone);
        await using var callee = sipp.Answer(Phone, 1);

        var made = await sipp.CallAsync("0301234567", "1003", Trunk, SippLoad.One(3), callee);

        await AssertRecordedAsync(node, Assert.Single(made), recordings, "pstn");
    }

    [Theory]
    [InlineData("1002", 1)]
    [InlineData("1004", 0)]
    public async Task Go_out_behind_the_prefix_and_are_recorded_when_the_caller_is(string caller, int recordings)
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"));
        await using var outside = sipp.Answer(Trunk, 1);

        var made = await sipp.CallAsync(caller, "90301234567", Phone, SippLoad.One(3), outside);

        await AssertRecordedAsync(node, Assert.Single(made), recordings, caller);
    }

    private static async Task AssertRecordedAsync(NodeUnderTest node, SippCall made, int count, string recordDn)
    {
        var recordings = await node.FinishedRecordingsAsync(count, Patience);
        Assert.Equal(count, recordings.Count);
        Assert.All(recordings, one =>
        {
            Assert.Equal((RecordingState.Sealed, recordDn, 0L, 0), (one.State, one.Dn, one.LostPackets, one.Gaps.Count));
            Assert.InRange(one.Seconds!.Value - made.Talked.TotalSeconds, -0.06, 0.06);
        });
    }
}
