using ActiveRecording.Sdp;
using static ActiveRecording.Domain.RecordingSessions.RecordingSessionState;

namespace ActiveRecording.Domain.RecordingSessions;

/// <summary>The state after each event.</summary>
internal static class RecordingSessionEvolution
{
    public static RecordingSessionState Evolve(RecordingSessionState state, RecordingSessionEvent @event) =>
        (state, @event) switch
        {
            (_, RecordingSessionBegun e) =>
                new Inviting(e.Session, e.Offer, e.Offer, IsPaused: false, EndedAt: null),
            (Inviting s, RecordingSessionAccepted e) => Answered(s, e.Answer),
            (Inviting s, RecordingSessionPaused) => s with { IsPaused = true },
            (Inviting s, RecordingSessionResumed) => s with { IsPaused = false },
            (Inviting s, RecordingSessionRedescribed e) => s with { Wanted = e.Offer },
            (Inviting s, RecordingSessionAbandoned e) => s with { EndedAt = e.CallEndedAt ?? e.At },
            (Active s, RecordingSessionPaused) => new Paused(s.Session, s.Exchange),
            (Paused s, RecordingSessionResumed) => new Active(s.Session, s.Exchange),
            (Active s, _) when Exchanged(s.Exchange, @event) is { } exchange => s with { Exchange = exchange },
            (Paused s, _) when Exchanged(s.Exchange, @event) is { } exchange => s with { Exchange = exchange },
            (_, RecordingSessionReleased e) when SessionOf(state) is { } session =>
                new Ending(session, e.Failure, e.CallEndedAt),
            (Inviting s, RecordingSessionFailed e) => new Failed(s.Session, e.Reason, s.EndedAt),
            (_, RecordingSessionFailed e) when SessionOf(state) is { } session => new Failed(session, e.Reason),
            (Ending { Failure: { } failure } s, RecordingSessionEnded) => new Failed(s.Session, failure),
            (Ending s, RecordingSessionEnded) => new Ended(s.Session),
            _ => state,
        };

    private static RecordingSession? SessionOf(RecordingSessionState state) => state switch
    {
        Inviting s => s.Session,
        Active s => s.Session,
        Paused s => s.Session,
        _ => null,
    };

    private static RecordingSessionState Answered(Inviting state, SessionDescription answer)
    {
        var exchange = new RecorderExchange(state.Offer, answer, state.Wanted, Offered: null);
        return state.IsPaused ? new Paused(state.Session, exchange) : new Active(state.Session, exchange);
    }

    private static RecorderExchange? Exchanged(RecorderExchange exchange, RecordingSessionEvent @event) =>
        @event switch
        {
            RecordingSessionRedescribed e => exchange with { Wanted = e.Offer },
            RecorderOfferSent e => exchange with { Offered = e.Offer },
            RecorderOfferAccepted e =>
                exchange with { Local = exchange.Offered ?? exchange.Local, Remote = e.Answer, Offered = null },
            RecorderOfferRefused e => Refused(exchange, e),
            _ => null,
        };

    /// <summary>
    /// What held before holds, under the edition of the refused offer: none is used twice (RFC 3264 §8).
    /// </summary>
    private static RecorderExchange Refused(RecorderExchange exchange, RecorderOfferRefused refusal)
    {
        var local = exchange.Offered is { } offered
            ? exchange.Local.WithOrigin(offered.Origin)
            : exchange.Local;
        return exchange with { Local = local, Wanted = refusal.Again ? exchange.Wanted : local,
            Offered = null };
    }
}
