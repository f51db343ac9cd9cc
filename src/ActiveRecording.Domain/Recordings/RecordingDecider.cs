using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Recordings;

/// <summary>
/// A recording: complete when all its sessions ended and no other is waited for, then sealed. Two sessions of
/// one recording come in any order, and a lost one may be replaced by another.
/// </summary>
public sealed partial class RecordingDecider
    : IDecider<RecordingState, RecordingCommand, RecordingEvent, RecordingEffect>
{
    /// <summary>A sealing that the disk refused so often is given up.</summary>
    public const int MaxSealingAttempts = 10;

    /// <summary>Sessions of one recording; re-joins add to them.</summary>
    public const int MaxSessions = 64;

    private RecordingDecider()
    {
    }

    /// <inheritdoc/>
    public static RecordingState Initial { get; } = new RecordingState.Idle();

    /// <inheritdoc/>
    public static Decision<RecordingEvent, RecordingEffect> Decide(
        RecordingState state, RecordingCommand command) =>
        (state, command) switch
        {
            (_, OfferSession offer) => Offer(state, offer),
            (RecordingState.Receiving receiving, ChangeSession change) => Change(receiving, change),
            (RecordingState.Receiving receiving, EndSession end) => End(receiving, end),
            (RecordingState.Awaiting(var recording, _), StopAwaiting stop) =>
                new([Complete(recording, stop.At)], [new SealRecording(0)]),
            (RecordingState.Sealing sealing, ReportSealed report) => Seal(sealing.Recording, report),
            (RecordingState.Sealing sealing, ReportSealingFailed report) => SealingFailed(sealing, report),
            (RecordingState.Sealed { SpoolsRemoved: false }, ReportSpoolsRemoved report) =>
                new([new RecordingSpoolsRemoved(report.At)], []),

            (_, ChangeSession change) => new([], [new RefuseChange(change.SessionId)]),
            (_, EndSession end) => new([], [new ConfirmEnd(end.SessionId)]),
            (_, StopAwaiting or ReportSealed or ReportSealingFailed or ReportSpoolsRemoved) =>
                Decision<RecordingEvent, RecordingEffect>.Nothing,
            _ => throw new InvalidOperationException(
                $"{command.GetType().Name} is no command of a recording."),
        };

    /// <inheritdoc/>
    public static IReadOnlyList<RecordingEffect> Resume(RecordingState state) => state switch
    {
        RecordingState.Receiving(var recording, _) =>
            [.. recording.Sessions.Open.Select(session => new ContinueSession(session.Id))],
        RecordingState.Awaiting(_, var until) => [new AwaitSessions(until)],
        RecordingState.Sealing(_, var failedAttempts) => [new SealRecording(failedAttempts)],
        RecordingState.Sealed { SpoolsRemoved: false } => [new RemoveSpools()],
        _ => [],
    };

    /// <inheritdoc/>
    public static bool IsEnded(RecordingState state) =>
        state is RecordingState.Sealed { SpoolsRemoved: true } or RecordingState.Failed;

    private static RecordingFailed Fail(Recording recording, ReportSealingFailed report) =>
        new(recording.Id, recording.Call, report.Reason, report.At);

    private static RecordingCompleted Complete(Recording recording, DateTimeOffset at) =>
        new(recording.Id, recording.Call, at);

    private static Decision<RecordingEvent, RecordingEffect> Seal(Recording recording, ReportSealed report)
    {
        var endedAt = recording.Sessions.Max(session => session.End!.At);
        return new(
            [new RecordingSealed(recording.Id, recording.Call, report.File, endedAt, report.At)],
            [new RemoveSpools()]);
    }

    private static Decision<RecordingEvent, RecordingEffect> SealingFailed(
        RecordingState.Sealing sealing, ReportSealingFailed report)
    {
        var attempt = sealing.FailedAttempts + 1;
        var failed = new RecordingSealingFailed(attempt, report.Reason, report.At);
        return attempt < MaxSealingAttempts
            ? new([failed], [new SealRecording(attempt)])
            : new([failed, Fail(sealing.Recording, report)], []);
    }
}
