namespace ActiveRecording.InteropTests.Scenarios;

[Collection(NodeUnderTest.Collection)]
public sealed class A_scripted_call_that_ends(ScriptedCalls calls) : IClassFixture<ScriptedCalls>
{
    [Theory]
    [InlineData("u1", "uac-is-hung-up-on", "uas-hangs-up", "destination")]
    [InlineData("t1", "uac-is-hung-up-on", "uas-hangs-up", "destination")]
    [InlineData("u1", "uac-talks", "uas-bye-crossing", "origination")]
    [InlineData("t1", "uac-talks", "uas-bye-crossing", "origination")]
    [InlineData("u1", "uac-talks", "uas-late-bye", "origination")]
    [InlineData("u1", "uac-hold-and-is-hung-up-on", "uas-bye-crossing-reinvite", "destination")]
    [InlineData("t1", "uac-hold-and-is-hung-up-on", "uas-bye-crossing-reinvite", "destination")]
    public async Task Ends_for_both_and_is_recorded(string transport, string caller, string callee, string endedBy)
    {
        var call = await calls.PlayAsync(transport, caller, callee);

        call.AssertRecorded();
        Assert.Equal(endedBy, call.Records[0].EndedBy);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task Ends_for_both_when_the_caller_never_acknowledges(string transport) =>
        (await calls.PlayAsync(transport, "uac-lost-ack", "uas-answers")).AssertRecorded("not-confirmed");
}
