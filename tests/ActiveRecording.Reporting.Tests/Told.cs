using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.Sdp;

namespace ActiveRecording.Reporting.Tests;

/// <summary>Events of one recorded call from 1003 to 1001, as the switch and the recorder journal them.</summary>
internal static class Told
{
    public const string CallUuid = "01AE904GK088LFQD2CGB02LAES0000EP";
    public const string RecordingId = "R1AE904GK088LFQD2CGB02LAES0000EP";
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly RecordedCall Call =
        new(CallUuid, "1001", "1003", "009a021843038407", "1003", "1001", T0.AddSeconds(2), "call");

    public static CallCreated Created(RecordingPlan? plan = null) => new(
        T0, new CallIdentity(CallUuid, "009a021843038407", "C1AE904GK088LFQD2CGB02LAES0000EP", RecordingId),
        new Party("1003", PartyKind.Extension, "1003"), new Party("1001", PartyKind.Extension, "1001"),
        "1003", "1001", Offer: null, plan ?? new RecordingPlan("1001", CallSide.Destination, false, "call"), CallTimeouts.Default);

    public static CalleeInvited Invited() => new(T0.AddSeconds(0.1), true, null);

    public static CallAnswered Answered() => new(T0.AddSeconds(2), Description, Description);

    public static CallRecordingRequested Requested() => new(T0.AddSeconds(2), new RecorderParameters(
        RecordingId, "1001", "1003", "1001", CallUuid, "009a021843038407", "1003", "1001", T0.AddSeconds(2), "call"));

    public static CallRecordingStarted Started() => new(T0.AddSeconds(2.01), RecordingId, "1001");

    public static CallRecordingFailed Failed(string reason) => new(T0.AddSeconds(2.5), RecordingId, "1001", reason);

    public static CallRecordingEnded Stopped() => new(T0.AddSeconds(12), RecordingId, "1001");

    public static CallEnded Ended(CallEndCause cause = CallEndCause.HungUp, int status = 200) =>
        new(T0.AddSeconds(12), cause, status, LegId.Origin);

    public static RecordingSessionBegun RecorderInvited() => new(
        T0.AddSeconds(2.02), new Domain.RecordingSessions.RecordingSession(
            RecordingId, 1, "C1AE904GK088LFQD2CGB02LAES0000EP", CallUuid, "1003", "1001", $"sip:record={RecordingId}@127.0.0.1:5160"),
        Description);

    public static IReadOnlyList<RecordingEvent> Received() =>
    [
        new RecordingStarted(RecordingId, Call, T0.AddSeconds(2.1)),
        new Domain.Recordings.RecordingSessionAccepted("s1", Call, new RecordedLine(0, "1003", 1, true), null, "", T0.AddSeconds(2.1)),
        new Domain.Recordings.RecordingSessionAccepted("s2", Call, new RecordedLine(0, "1001", 0, true), null, "", T0.AddSeconds(2.2)),
    ];

    public static IReadOnlyList<RecordingEvent> Completed() =>
    [
        new Domain.Recordings.RecordingSessionEnded("s1", SessionEnd.Bye, T0.AddSeconds(12)),
        new Domain.Recordings.RecordingSessionEnded("s2", SessionEnd.PeerVanished, T0.AddSeconds(12.1)),
        new RecordingCompleted(RecordingId, Call, T0.AddSeconds(12.1)),
    ];

    public static RecordingSealed Sealed() => new(
        RecordingId, Call,
        new RecordedFile(
            "call.wav", "ab", T0.AddSeconds(2), 10.02, 3, 0.4, [new RecordedGap(1, 4.5, 0.06, "loss", 3)], 0),
        T0.AddSeconds(12.1), T0.AddSeconds(12.3));

    public static RecordingFailed SealingGivenUp() => new(RecordingId, Call, "No space left on device", T0.AddSeconds(60));

    private static SessionDescription Description =>
        SessionDescription.TryParse("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n", out var description)
            ? description
            : throw new InvalidOperationException("The description is malformed");
}
