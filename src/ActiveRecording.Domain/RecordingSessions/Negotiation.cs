using static ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect;
using Decided = ActiveRecording.EventSourcing.Decision<
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEvent,
    ActiveRecording.Domain.RecordingSessions.RecordingSessionEffect>;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>Keeps the recorder's view up to date by re-INVITE, one at a time.</summary>
internal static class Negotiation
{
    private const int RequestPending = 491;
    private const int IntervalTooSmall = 422;

    /// <summary>After an event, an offer follows when the recorder's view is outdated by it.</summary>
    public static Decided After(
        RecordingSessionState state, RecordingSessionEvent @event,
        params IReadOnlyList<RecordingSessionEffect> effects)
    {
        var followed = After(RecordingSessionEvolution.Evolve(state, @event), @event.At);
        return new([@event, .. followed.Events], [.. effects, .. followed.Effects]);
    }

    /// <summary>An offer, when the recorder's view is outdated.</summary>
    public static Decided After(RecordingSessionState state, DateTimeOffset at)
    {
        var offer = state switch
        {
            RecordingSessionState.Active s => s.Exchange.NextOffer(paused: false),
            RecordingSessionState.Paused s => s.Exchange.NextOffer(paused: true),
            _ => null,
        };
        return offer is null
            ? Decided.Nothing
            : new([new RecorderOfferSent(at, offer)], [new Reinvite(offer)]);
    }

    /// <summary>Keeps the dialog alive; an offer under way does that as well.</summary>
    public static Decided Refresh(RecordingSessionState state, RecordingSessionCommand.Refresh refresh)
    {
        var exchange = state switch
        {
            RecordingSessionState.Active s => s.Exchange,
            RecordingSessionState.Paused s => s.Exchange,
            _ => null,
        };
        if (exchange is not { Offered: null, Local: var agreed }) return Decided.Nothing;
        return refresh.ByOffer
            ? new([new RecorderOfferSent(refresh.At, agreed)], [new Reinvite(agreed)])
            : new([], [new SendUpdate()]);
    }

    public static Decided Accept(RecordingSessionState state, RecordingSessionCommand.Accept accept) =>
        accept.Answer is { } answer
            ? After(
                state, new RecorderOfferAccepted(accept.At, answer), new Acknowledge(), new DirectMedia(answer))
            : RecordingSessionDecider.Release(
                accept.At, "The recorder's answer was no session description", new Acknowledge());

    /// <summary>
    /// A glare is repeated, and an interval too small (RFC 4028 §7.3), a dialog that is gone ends the session, anything else leaves it as it was.
    /// </summary>
    public static Decided Refuse(RecordingSessionCommand.Refuse refuse) => refuse.Status switch
    {
        RequestPending or IntervalTooSmall =>
            new([new RecorderOfferRefused(refuse.At, refuse.Status, Again: true)], [new AwaitNextOffer()]),
        404 or 408 or 410 or 416 or 481 or 482 or 483 or 484 or 485 or 502 or 503 or 604 =>
            RecordingSessionDecider.Release(refuse.At, RecordingSessionDecider.Reason(refuse)),
        _ => new([new RecorderOfferRefused(refuse.At, refuse.Status, Again: false)], []),
    };
}
