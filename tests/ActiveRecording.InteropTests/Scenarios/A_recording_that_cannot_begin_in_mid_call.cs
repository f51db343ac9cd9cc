using ActiveRecording.InteropTests.Peers;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>A party refuses: whoever was led over is led back, and the call lives.</summary>
public sealed class A_recording_that_cannot_begin_in_mid_call : NodeScenario
{
    private const int Caller = 5_082;
    private const int Callee = 5_085;
    private const string Contacts = "dns { 1003.contact = \"sip:127.0.0.1:5085\", 1004.contact = \"sip:127.0.0.1:5082\" }";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for another re-INVITE, in milliseconds.</summary>
    private static readonly SippSettings Settings = new(TimeSpan.FromSeconds(3), ("PATIENCE", "3000"));

    [Theory]
    [InlineData("uac-talks-and-will-not-move", "uas-answers")]
    [InlineData("uac-answers-reinvites", "uas-will-not-move")]
    public async Task Fails_and_the_parties_talk_on(string caller, string callee)
    {
        var sipp = new Sipp(NewFolder("sipp"));
        await using var node = await NodeUnderTest.StartAsync(NewFolder("node"), Contacts);
        await using var answering = await sipp.AwaitCallAsync(callee, Callee, Settings);
        await using var calling = sipp.CallOnce(caller, "1004", "1003", Caller, Settings);
        await node.AnsweredCallAsync();

        await node.StartRecordingAsync("1003");

        await Sipp.SucceededAsync(calling, Patience);
        await Sipp.SucceededAsync(answering, Patience);
        await node.RestsAsync();
        var record = Assert.Single(await node.CallDetailRecordsAsync());
        Assert.Equal(("hung-up", "origination", "failed"), (record.Cause, record.EndedBy, Assert.Single(record.Recordings).State));
        Assert.All(await node.RecordingsAsync(), static one => Assert.Equal(RecordingState.Failed, one.State));
    }
}
