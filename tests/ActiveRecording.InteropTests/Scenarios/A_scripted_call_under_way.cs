namespace ActiveRecording.InteropTests.Scenarios;

[Collection(NodeUnderTest.Collection)]
public sealed class A_scripted_call_under_way(ScriptedCalls calls, ITestOutputHelper output) : IClassFixture<ScriptedCalls>
{
    [Theory]
    [InlineData("u1", "uac-talks", "uas-answers")]
    [InlineData("t1", "uac-talks", "uas-answers")]
    [InlineData("u1", "uac-talks", "uas-ringing-forked-180s")]
    [InlineData("u1", "uac-delayed-offer", "uas-answers")]
    [InlineData("t1", "uac-delayed-offer", "uas-answers")]
    [InlineData("u1", "uac-100rel", "uas-prack-100rel")]
    [InlineData("t1", "uac-100rel", "uas-prack-100rel")]
    [InlineData("u1", "uac-reinvite-without-offer", "uas-answers")]
    [InlineData("u1", "uac-update-refresh", "uas-answers")]
    [InlineData("t1", "uac-update-refresh", "uas-answers")]
    [InlineData("u1", "uac-info-dtmf", "uas-answers")]
    [InlineData("u1", "uac-options", "uas-answers")]
    public async Task Is_recorded(string transport, string caller, string callee) => Report(await calls.PlayAsync(transport, caller, callee));

    [Theory]
    [InlineData("u1", "sendonly", "127.0.0.1")]
    [InlineData("t1", "sendonly", "127.0.0.1")]
    [InlineData("u1", "inactive", "127.0.0.1")]
    [InlineData("u1", "sendrecv", "0.0.0.0")]
    public async Task Is_recorded_through_hold_and_retrieval(string transport, string direction, string address) =>
        Report(await calls.PlayAsync(transport, "uac-hold-and-retrieve", "uas-answers", values: [("hold", direction), ("address", address)]));

    /// <summary>The hold lasts longer than the switch waits after a 491: 2.1 to 4 s (RFC 3261 §14.1).</summary>
    [Fact]
    public async Task Is_held_though_the_callee_asked_to_wait() => Report(await calls.PlayAsync(
        "u1", "uac-hold-and-retrieve", "uas-reinvite-491", pause: 5, values: [("hold", "sendonly"), ("address", "127.0.0.1")]));

    private void Report(ScriptedCall call)
    {
        var recording = call.AssertRecorded();
        output.WriteLine($"{recording.Seconds} s of {call.Records[0].TalkSeconds} s; gaps: {string.Join("; ", recording.Gaps)}");
    }
}
