using ActiveRecording.Actors;
using ActiveRecording.Domain.RecordingSessions;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>Brings effects from the entity's turn to the strand; timers stay with the entity.</summary>
internal sealed class RecordingDialogRunner(RoomContext context, Func<RecorderDialogs> recorders)
    : IEffectRunner<RecordingDialogState, RecordingDialogCommand, RecordingDialogEffect>
{
    private const string AnswerTimer = "answer";
    private const string OfferTimer = "offer";

    /// <summary>
    /// The owner of the Call-ID waits 2.1 to 4 s in steps of 10 ms after a 491 (RFC 3261 §14.1).
    /// </summary>
    private static readonly (int Least, int Steps) GlareDelayMs = (2100, 191);

    public void Run(
        EntityContext<RecordingDialogCommand> entity, RecordingDialogState state, RecordingDialogEffect effect)
    {
        var id = entity.Id;
        switch (effect)
        {
            case RecordingDialogEffect.Do { Effect: RecordingSessionEffect.AwaitAnswer }:
                entity.StartTimer(
                    AnswerTimer, context.Options.RecorderAnswer,
                    at => Later(new RecordingSessionCommand.GiveUp(at)));
                break;
            case RecordingDialogEffect.Do { Effect: RecordingSessionEffect.AwaitNextOffer }:
                entity.StartTimer(
                    OfferTimer, GlareDelay(), at => Later(new RecordingSessionCommand.OfferAgain(at)));
                break;
            case RecordingDialogEffect.Do { Effect: var what }:
                if (state.Session is not RecordingSessionState.Inviting) entity.CancelTimer(AnswerTimer);
                context.Endpoint.Post(() => recorders().Do(id, state, what));
                break;
            case RecordingDialogEffect.Send send:
                context.Endpoint.Post(() => recorders().Send(id, state, send));
                break;
        }
    }

    private RecordingDialogCommand Later(RecordingSessionCommand command) =>
        new(command, context.Endpoint.NewBranch(), Dialog: null, CallId: "", LocalTag: "");

    private TimeSpan GlareDelay() =>
        TimeSpan.FromMilliseconds(
            GlareDelayMs.Least + 10 * (int)(context.Identifiers.NextUInt64() % (ulong)GlareDelayMs.Steps));
}
