using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>What a node has to say of a scripted call when it is over.</summary>
/// <param name="Records">The call detail records: one, or none for an INVITE that became no call.</param>
/// <param name="Recordings">Its recordings.</param>
internal sealed record ScriptedCall(IReadOnlyList<CallDetailRecord> Records, IReadOnlyList<Recording> Recordings)
{
    /// <summary>It ended for a reason, its caller with a status, and there is no recording.</summary>
    public void AssertUnanswered(string cause, int status)
    {
        AssertEnded(cause, status);
        Assert.Null(Records[0].Answered);
        Assert.DoesNotContain(Recordings, static one => one.State == RecordingState.Sealed);
    }

    /// <summary>It was answered, ended for a reason, and is recorded as a whole.</summary>
    public Recording AssertRecorded(string cause = "hung-up")
    {
        AssertEnded(cause, 200);
        var recording = Assert.Single(Recordings);
        Assert.Equal((RecordingState.Sealed, Records[0].CallUuid, 0L), (recording.State, recording.CallUuid, recording.LostPackets!.Value));
        return recording;
    }

    private void AssertEnded(string cause, int status)
    {
        var record = Assert.Single(Records);
        Assert.Equal((cause, status), (record.Cause, record.SipStatus));
    }
}
