using ActiveRecording.Actors;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Recorder.Sessions;

namespace ActiveRecording.Recorder;

/// <summary>
/// Carries out what recordings decide: timers on their turn, everything else on the endpoint's strand.
/// </summary>
internal sealed class RecordingEffects : IEffectRunner<RecordingState, RecordingCommand, RecordingEffect>
{
    private const string AwaitTimer = "await-sessions";
    private readonly RecorderContext context;
    private readonly SessionActions actions;
    private readonly SessionContinuations continuations;

    public RecordingEffects(RecorderContext context)
    {
        this.context = context;
        actions = new SessionActions(context);
        continuations = new SessionContinuations(context, actions);
    }

    /// <inheritdoc/>
    public void Run(EntityContext<RecordingCommand> entity, RecordingState state, RecordingEffect effect)
    {
        if (effect is AwaitSessions wait)
        {
            var due = wait.Until - context.Now;
            entity.StartTimer(
                AwaitTimer, due > TimeSpan.Zero ? due : TimeSpan.Zero, at => new StopAwaiting(at));
            return;
        }

        var recording = RecordingOf(state);
        var now = context.Now;
        context.Endpoint.Post(() => Run(entity.Id, recording, effect, now));
    }

    private void Run(
        string id, Domain.Recordings.Recording? recording, RecordingEffect effect, DateTimeOffset now)
    {
        RecordingSession Session(string sessionId) => recording!.Sessions.Find(sessionId)!;
        switch (effect)
        {
            case AcceptSession accept: actions.Accept(Session(accept.SessionId)); break;
            case RefuseSession refuse: actions.Refuse(refuse.SessionId, refuse.Reason); break;
            case AcceptChange change: actions.AcceptChange(Session(change.SessionId), now); break;
            case RefuseChange change: actions.RefuseChange(change.SessionId); break;
            case CloseSession close: actions.Close(Session(close.SessionId)); break;
            case ConfirmEnd confirm: actions.ConfirmEnd(confirm.SessionId); break;
            case HangUp hangUp: actions.HangUp(hangUp.SessionId); break;
            case ContinueSession open: continuations.Continue(id, Session(open.SessionId)); break;
            case SealRecording seal: context.Sealing.Seal(recording!, seal.FailedAttempts); break;
            case RemoveSpools: context.Sealing.RemoveSpools(id); break;
            default: throw new InvalidOperationException(
                $"{effect.GetType().Name} is no effect of a recording.");
        }
    }

    private static Domain.Recordings.Recording? RecordingOf(RecordingState state) => state switch
    {
        RecordingState.Receiving receiving => receiving.Recording,
        RecordingState.Awaiting awaiting => awaiting.Recording,
        RecordingState.Sealing sealing => sealing.Recording,
        RecordingState.Sealed done => done.Recording,
        RecordingState.Failed failed => failed.Recording,
        _ => null,
    };
}
