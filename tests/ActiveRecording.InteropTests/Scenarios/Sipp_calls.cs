using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

public sealed class Sipp_calls(ITestOutputHelper output) : NodeScenario
{
    private const int Callee = 5_081;
    private const int Caller = 5_082;
    private static readonly TimeSpan Sealing = TimeSpan.FromSeconds(20);

    /// <summary>No call goes unrecorded because load and node share a machine whose disk hesitates for half a second.</summary>
    private const string Patient = "sip-server.anchor-timeout = 5 s";

    [Theory]
    [InlineData("u1", 1, 1, 4)]
    [InlineData("t1", 1, 1, 4)]
    [InlineData("u1", 50, 10, 10)]
    [InlineData("t1", 50, 10, 10)]
    public Task Are_recorded_each_by_itself(string transport, int calls, int perSecond, int seconds) =>
        CallAsync(transport, new SippLoad(calls, perSecond, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public Task Keep_coming_for_a_minute() => CallAsync("u1", new SippLoad(300, 5, TimeSpan.FromSeconds(9)));

    [Fact]
    public Task Are_recorded_by_a_process_of_its_own() =>
        CallAsync("u1", new SippLoad(50, 10, TimeSpan.FromSeconds(10)), "media.process = child");

    private async Task CallAsync(string transport, SippLoad load, string overrides = "")
    {
        var sipp = new Sipp(NewFolder("sipp"), transport);
        using var stalls = new MachineStalls();
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"), $"{Patient}\n{overrides}");
        await sipp.RegisterAsync("1001", Callee);
        await using var callee = sipp.Answer(Callee, load.Calls);

        var made = await sipp.CallAsync("1004", "1001", Caller, load, callee);

        Assert.Equal(load.Calls, made.Count);
        var recordings = await node.FinishedRecordingsAsync(load.Calls, Sealing);
        Report(made, recordings);
        Assert.Equal(load.Calls, recordings.Count);
        Assert.Equal(load.Calls, recordings.Select(static one => one.CallUuid).Distinct().Count());
        Assert.All(recordings, static one => Assert.Equal((RecordingState.Sealed, 0L, 0), (one.State, one.LostPackets, one.Gaps.Count)));
        output.WriteLine($"the machine was late by {stalls.Worst().TotalMilliseconds:F0} ms at most");
        Assert.All(made.Zip(recordings.OrderBy(static one => one.Start)), pair =>
        {
            var allowed = 0.06 + (stalls.Around(pair.First.Answered) + stalls.Around(pair.First.HungUp)).TotalSeconds;
            Assert.InRange(pair.Second.Seconds!.Value - pair.First.Talked.TotalSeconds, -allowed, allowed);
        });
    }

    private void Report(IReadOnlyList<SippCall> made, IReadOnlyList<Recording> recordings)
    {
        var pairs = made.Zip(recordings.Where(static one => one.Start is not null).OrderBy(static one => one.Start)).ToList();
        Spread("begin", pairs.Select(static pair => pair.Second.Start!.Value - pair.First.Answered));
        Spread("end", pairs.Select(static pair => pair.Second.End!.Value - pair.First.HungUp));
        output.WriteLine($"lost {recordings.Sum(static one => one.LostPackets)}, gaps {recordings.Sum(static one => one.Gaps.Count)}");
        foreach (var one in recordings.Where(static one => one.State != RecordingState.Sealed || one.Gaps.Count > 0).Take(5))
            output.WriteLine($"{one.Id} {one.State} {one.Reason} {string.Join("; ", one.Gaps)}");
    }

    private void Spread(string what, IEnumerable<TimeSpan> errors)
    {
        var ordered = errors.Select(static error => error.TotalMilliseconds).Order().ToList();
        if (ordered.Count == 0) return;
        output.WriteLine(FormattableString.Invariant(
            $"{ordered.Count} recordings {what} {ordered[0]:F0}, {ordered[ordered.Count / 2]:F0}, {ordered[^1]:F0} ms after their call (least, median, most)"));
    }
}
