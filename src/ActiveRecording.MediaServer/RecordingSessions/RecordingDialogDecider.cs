using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer.RecordingSessions;

/// <summary>
/// Composes the recording session of the domain with the dialog of SIP: each request that the session decides
/// gets its CSeq number here and is journalled before it is sent.
/// </summary>
public sealed class RecordingDialogDecider
    : IDecider<RecordingDialogState, RecordingDialogCommand, object, RecordingDialogEffect>
{
    private const uint FirstCSeq = 1;

    /// <inheritdoc/>
    public static RecordingDialogState Initial { get; } = new(RecordingSessionDecider.Initial, Dialog: null);

    /// <inheritdoc/>
    public static Decision<object, RecordingDialogEffect> Decide(
        RecordingDialogState state, RecordingDialogCommand command)
    {
        var decision = RecordingSessionDecider.Decide(state.Session, command.Session);
        var events = new List<object>();
        if (Changed(state, command) is { } changed) events.Add(changed);
        events.AddRange(decision.Events);

        var current = events.Aggregate(state, Evolve);
        var effects = new List<RecordingDialogEffect>();
        foreach (var effect in decision.Effects)
        {
            if (Request(current, command, effect) is not { } sent)
            {
                if (!IsRequest(effect)) effects.Add(new RecordingDialogEffect.Do(effect));
                continue;
            }

            events.Add(sent);
            current = Evolve(current, sent);
            effects.Add(new RecordingDialogEffect.Send(sent.Request, effect));
        }

        return new(events, effects);
    }

    /// <inheritdoc/>
    public static RecordingDialogState Evolve(RecordingDialogState state, object @event) => @event switch
    {
        RecordingSessionEvent e => state with { Session = RecordingSessionDecider.Evolve(state.Session, e) },
        RecorderRequestSent e => state with
        {
            Dialog = new RecorderDialog(
                e.CallId, e.LocalTag, e.Request, state.Dialog?.State is { } dialog
                    ? dialog with { LocalCSeq = e.Request.CSeq }
                    : null),
        },
        RecorderDialogChanged e when state.Dialog is { } dialog =>
            state with { Dialog = dialog with { State = e.Dialog } },
        _ => state,
    };

    /// <inheritdoc/>
    public static IReadOnlyList<RecordingDialogEffect> Resume(RecordingDialogState state) =>
    [
        .. RecordingSessionDecider.Resume(state.Session)
            .Where(effect => !IsRequest(effect) || state.Dialog is not null)
            .Select(effect => IsRequest(effect)
                ? (RecordingDialogEffect)new RecordingDialogEffect.Send(state.Dialog!.Last, effect)
                : new RecordingDialogEffect.Do(effect)),
    ];

    /// <inheritdoc/>
    public static bool IsEnded(RecordingDialogState state) => RecordingSessionDecider.IsEnded(state.Session);

    /// <summary>Commands may have been told before a request of ours was sent: its number stands.</summary>
    private static RecorderDialogChanged? Changed(RecordingDialogState state, RecordingDialogCommand command)
    {
        if (command.Dialog is not { } told || state.Dialog is not { } known) return null;
        var dialog = told with { LocalCSeq = Math.Max(told.LocalCSeq, known.State?.LocalCSeq ?? 0) };
        return dialog == known.State ? null : new RecorderDialogChanged(command.Session.At, dialog);
    }

    private static RecorderRequestSent? Request(
        RecordingDialogState state, RecordingDialogCommand command, RecordingSessionEffect effect)
    {
        if (effect is RecordingSessionEffect.Invite)
        {
            var number = state.Dialog is { } before ? before.Last.CSeq + 1 : FirstCSeq;
            var invite = new SentRequest(SipMethod.Invite.Name, number, command.Branch);
            return new RecorderRequestSent(
                command.Session.At, state.Dialog?.CallId ?? command.CallId,
                state.Dialog?.LocalTag ?? command.LocalTag, invite);
        }

        if (!IsRequest(effect) || state.Dialog is not { State: { } dialog } known) return null;
        var method = effect switch
        {
            RecordingSessionEffect.SendBye => SipMethod.Bye,
            RecordingSessionEffect.SendUpdate => SipMethod.Update,
            _ => SipMethod.Invite,
        };
        var next = new SentRequest(method.Name, dialog.LocalCSeq + 1, command.Branch);
        return new RecorderRequestSent(command.Session.At, known.CallId, known.LocalTag, next);
    }

    private static bool IsRequest(RecordingSessionEffect effect) =>
        effect is RecordingSessionEffect.Invite
            or RecordingSessionEffect.Reinvite
            or RecordingSessionEffect.SendUpdate
            or RecordingSessionEffect.SendBye;
}
