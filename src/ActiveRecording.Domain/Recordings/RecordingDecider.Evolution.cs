namespace ActiveRecording.Domain.Recordings;

/// <content>What events make of the state.</content>
public sealed partial class RecordingDecider
{
    /// <inheritdoc/>
    public static RecordingState Evolve(RecordingState state, RecordingEvent @event) => (state, @event) switch
    {
        (RecordingState.Idle, RecordingStarted started) =>
            new RecordingState.Receiving(
                new(started.RecordingId, started.Call, started.At, RecordingSessions.None), false),
        (RecordingState.Receiving receiving, RecordingSessionAccepted accepted) =>
            receiving with { Recording = With(receiving.Recording, accepted) },
        (RecordingState.Awaiting awaiting, RecordingSessionAccepted accepted) =>
            new RecordingState.Receiving(With(awaiting.Recording, accepted), false),
        (RecordingState.Receiving receiving, RecordingSessionChanged changed) =>
            receiving with { Recording = With(receiving.Recording, changed) },
        (RecordingState.Receiving receiving, RecordingPaused) => receiving with { Paused = true },
        (RecordingState.Receiving receiving, RecordingResumed) => receiving with { Paused = false },
        (RecordingState.Receiving receiving, RecordingSessionEnded ended) =>
            receiving with { Recording = With(receiving.Recording, ended) },
        (RecordingState.Receiving(var recording, _), RecordingAwaited awaited) =>
            new RecordingState.Awaiting(recording, awaited.Until),
        (RecordingState.Receiving(var recording, _), RecordingCompleted) =>
            new RecordingState.Sealing(recording, 0),
        (RecordingState.Awaiting(var recording, _), RecordingCompleted) =>
            new RecordingState.Sealing(recording, 0),
        (RecordingState.Sealing(var recording, _), RecordingSealed) =>
            new RecordingState.Sealed(recording, false),
        (RecordingState.Sealing sealing, RecordingSealingFailed failed) =>
            sealing with { FailedAttempts = failed.Attempt },
        (RecordingState.Sealing(var recording, _), RecordingFailed) => new RecordingState.Failed(recording),
        (RecordingState.Sealed done, RecordingSpoolsRemoved) => done with { SpoolsRemoved = true },
        _ => throw new InvalidOperationException(
            $"{@event.GetType().Name} cannot follow in {state.GetType().Name}."),
    };

    private static Recording With(Recording recording, RecordingSessionAccepted accepted) => recording with
    {
        Call = accepted.Call,
        Sessions = recording.Sessions.Add(
            new(accepted.SessionId, accepted.First, accepted.Second, accepted.Dialog, accepted.At, null)
            {
                FirstVideo = accepted.FirstVideo,
                SecondVideo = accepted.SecondVideo,
            }),
    };

    private static Recording With(Recording recording, RecordingSessionChanged changed) => recording with
    {
        Sessions = recording.Sessions.Replace(recording.Sessions.Find(changed.SessionId)! with
        {
            First = changed.First,
            Second = changed.Second,
            FirstVideo = changed.FirstVideo,
            SecondVideo = changed.SecondVideo,
            Dialog = changed.Dialog,
        }),
    };

    private static Recording With(Recording recording, RecordingSessionEnded ended) => recording with
    {
        Sessions = recording.Sessions.Replace(
            recording.Sessions
                .Find(ended.SessionId)! with { End = new(ended.Reason, ended.At, ended.CallEndedAt) }),
    };
}
