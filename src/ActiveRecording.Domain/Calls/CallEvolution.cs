using ActiveRecording.Sdp;
using static ActiveRecording.Domain.Calls.CallState;

namespace ActiveRecording.Domain.Calls;

/// <summary>The state after each event.</summary>
internal static class CallEvolution
{
    private static readonly Leg Absent = new Leg.Absent();
    private static readonly Exchange Settled = new Exchange.Settled();

    public static CallState Evolve(CallState state, CallEvent @event) => (state, @event) switch
    {
        (Idle, CallCreated created) => new Placed(
            created, new Legs(new Leg.Invited(created.Offer), Absent, Absent, Absent), new CallRecording.None()),
        (Placed s, CalleeInvited e) => new Offered(
            s.Call, s.Legs.With(LegId.Destination, new Leg.Inviting(e.Sdp)), e.Anchored, s.Recording, e.At),
        (Offered s, CalleeRinging e) => s with { Legs = Ringing(s.Legs, e) },
        (Offered s, CallAnswered e) => new Answered(s.Call, AnsweredLegs(s.Legs, e, s.Losses > 0), s.Anchored, s.Recording, e.At)
        {
            Losses = s.Losses,
        },
        (Offered s, AnchorLost) => s with { Anchored = false, Legs = ClosingMedia(s.Legs) },
        (Answered s, AnchorLost) => s with { Anchored = false, Legs = ClosingMedia(s.Legs), Insertion = null },
        (Placed s, AnchorLost) => s with { Legs = ClosingMedia(s.Legs) },
        (Placed s, CallEnded e) => Finish(s.Call, s.Legs, s.Recording, e.At),
        (Offered s, CallEnded e) => Finish(s.Call, s.Legs, s.Recording, e.At),
        (Answered s, CallEnded e) => Finish(s.Call, s.Legs, s.Recording, e.At),
        (Ending s, LegClosed e) => EndingOrEnded(s.Call, s.Legs.With(e.Leg, new Leg.Closed()), s.Recording, s.EndedAt),
        (Answered s, InsertionEvent e) => InsertionEvolution.Evolve(s, e),
        _ => WithRecording(WithLeg(state, @event), @event),
    };

    /// <summary>The facts of the call; null before there is one.</summary>
    public static CallCreated? CallOf(CallState state) => state switch
    {
        Placed s => s.Call,
        Offered s => s.Call,
        Answered s => s.Call,
        Ending s => s.Call,
        Ended s => s.Call,
        _ => null,
    };

    /// <summary>The dialogs; all absent before and after the call.</summary>
    public static Legs LegsOf(CallState state) => state switch
    {
        Placed s => s.Legs,
        Offered s => s.Legs,
        Answered s => s.Legs,
        Ending s => s.Legs,
        _ => new Legs(Absent, Absent, Absent, Absent),
    };

    /// <summary>What has become of the recording.</summary>
    public static CallRecording RecordingOf(CallState state) => state switch
    {
        Placed s => s.Recording,
        Offered s => s.Recording,
        Answered s => s.Recording,
        Ending s => s.Recording,
        _ => new CallRecording.None(),
    };

    private static CallState WithLegs(CallState state, Legs legs) => state switch
    {
        Placed s => s with { Legs = legs },
        Offered s => s with { Legs = legs },
        Answered s => s with { Legs = legs },
        Ending s => s with { Legs = legs },
        _ => state,
    };

    private static CallState WithLeg(CallState state, CallEvent @event)
    {
        var legs = LegsOf(state);
        if (LegOf(@event) is { } id && EarlyLegs.After(legs[id], @event) is { } early) return WithLegs(state, legs.With(id, early));
        return @event switch
        {
            MediaLegInvited e => WithLegs(state, legs.With(e.Leg, new Leg.Inviting(e.Sdp))),
            LegClosed e => WithLegs(state, legs.With(e.Leg, new Leg.Closed())),
            MediaLegLost e when legs[e.Leg] is Leg.Open open => Losing(state, legs, e, open),
            MediaLegOpened e when legs[e.Leg] is Leg.Inviting invited =>
                WithLegs(state, legs.With(e.Leg, new Leg.Open(invited.Local, e.Sdp, Settled))),
            LegConfirmed e when legs[e.Leg] is Leg.Closing closing =>
                WithLegs(state, legs.With(e.Leg, closing with { AwaitsAck = false })),
            LegConfirmed e => Open(e.Leg, open => open with
            {
                Remote = e.Sdp ?? open.Remote, Wanted = Holding.After(open.Wanted, open.Local, e.Sdp), Exchange = Settled,
            }),
            OfferSent e => Open(e.Leg, open => open with { Exchange = new Exchange.Sent(e.Sdp) }),
            LegDropped e => WithLegs(state, legs.With(e.Leg, new Leg.Closing())),
            OfferAccepted e => Open(e.Leg, open => open with
            {
                Local = SentOffer(open) ?? open.Local, Remote = e.Sdp, Astray = open.Astray && IsAstray(legs, e.Leg, SentOffer(open)),
                Wanted = Holding.After(open.Wanted, SentOffer(open), e.Sdp),
                Exchange = e.AwaitsAnswer ? new Exchange.AwaitingAnswer() : Settled,
            }),
            OfferRefused e => Open(e.Leg, open => open with { Local = NotReusing(open), Exchange = Settled }),
            AnswerSent e => Open(e.Leg, open => open with { Local = e.Sdp, Exchange = Settled }),
            OfferReceived e => Open(e.Leg, open => open with { Exchange = new Exchange.Received(e.Sdp) }),
            OfferAnswered e => Open(e.Leg, open => open with
            {
                Local = e.Sdp, Remote = e.Offer ?? open.Remote, Wanted = Holding.After(open, e.Offer),
                Exchange = new Exchange.AwaitingAck(e.Offer),
            }),
            OfferDeclined e => Open(e.Leg, open => open with { Exchange = Settled }),
            _ => state,
        };

        CallState Open(LegId leg, Func<Leg.Open, Leg.Open> change) =>
            legs[leg] is Leg.Open open ? WithLegs(state, legs.With(leg, change(open))) : state;
    }

    private static LegId? LegOf(CallEvent @event) => @event switch
    {
        OfferSent e => e.Leg,
        OfferReceived e => e.Leg,
        OfferRefused e => e.Leg,
        OfferDeclined e => e.Leg,
        OfferAccepted e => e.Leg,
        OfferAnswered e => e.Leg,
        _ => null,
    };

    private static CallState Losing(CallState state, Legs legs, MediaLegLost lost, Leg.Open open)
    {
        legs = legs.With(lost.Leg, new Leg.Inviting(lost.Sdp, Early: open.Remote));
        var of = lost.Leg.Companion();
        if (legs[of] is Leg.Open party) legs = legs.With(of, party with { Astray = true });
        return WithLegs(state, legs) with { Losses = state.Losses + 1 };
    }

    /// <summary>Whether a party that was sent this is led elsewhere than to its media leg.</summary>
    private static bool IsAstray(Legs legs, LegId party, SessionDescription? sent) =>
        legs[party.Companion()] is not Leg.Open { Remote: { } media } || sent is null || !sent.LeadsTo(media);

    private static SessionDescription? SentOffer(Leg.Open open) => (open.Exchange as Exchange.Sent)?.Offer;

    /// <summary>What held before the refused offer, under its edition: no edition counts for two contents.</summary>
    private static SessionDescription? NotReusing(Leg.Open open) =>
        SentOffer(open) is { } refused ? open.Local?.WithOrigin(refused.Origin) : open.Local;

    private static CallState WithRecording(CallState state, CallEvent @event)
    {
        CallRecording? recording = (@event, RecordingOf(state)) switch
        {
            (CallRecordingRequested e, _) => new CallRecording.Requested(e.Parameters),
            (CallRecordingStarted, CallRecording.Requested requested) => new CallRecording.Running(requested.Parameters),
            (CallRecordingFailed e, _) => new CallRecording.Failed(e.Reason),
            (CallRecordingEnded e, CallRecording.Requested requested) => new CallRecording.Over(requested.Parameters, e.At),
            (CallRecordingEnded e, CallRecording.Running running) => new CallRecording.Over(running.Parameters, e.At),
            (CallRecordingEnded e, _) => new CallRecording.Over(At: e.At),
            (MediaLegLost, CallRecording.Requested requested) => new CallRecording.Requested(NextSegment(requested.Parameters)),
            (MediaLegLost, CallRecording.Running running) => new CallRecording.Requested(NextSegment(running.Parameters)),
            _ => null,
        };
        return (state, recording) switch
        {
            (_, null) => state,
            (Placed s, _) => s with { Recording = recording },
            (Offered s, _) => s with { Recording = recording },
            (Answered s, _) => s with { Recording = recording },
            (Ending s, _) => s with { Recording = recording },
            _ => state,
        };
    }

    private static RecorderParameters NextSegment(RecorderParameters parameters) =>
        parameters with { Segment = (parameters.Segment ?? 1) + 1 };

    private static CallState Finish(CallCreated call, Legs legs, CallRecording recording, DateTimeOffset at) =>
        EndingOrEnded(call, ClosingAll(legs), recording, at);

    private static CallState EndingOrEnded(CallCreated call, Legs legs, CallRecording recording, DateTimeOffset endedAt) =>
        legs.AllOver ? new Ended(call) : new Ending(call, legs, recording, endedAt);

    private static Legs Ringing(Legs legs, CalleeRinging ringing)
    {
        if (legs.Destination is Leg.Inviting callee && ringing.Sdp is not null)
        {
            var session = !ringing.IsReliable ? EarlySession.None
                : callee.Local is null ? EarlySession.None.With(new Exchange.Received(ringing.Sdp)) : EarlySession.Done;
            legs = legs.With(LegId.Destination, callee with { Early = ringing.Sdp, Session = session });
        }

        if (legs.Origin is Leg.Invited caller && ringing.CallerSdp is not null)
        {
            var session = !ringing.IsReliableToCaller ? caller.Session
                : caller.Offer is null ? EarlySession.None.With(new Exchange.Sent(ringing.CallerSdp)) : EarlySession.Done;
            legs = legs.With(LegId.Origin, caller with { Local = ringing.CallerSdp, Session = session });
        }

        return legs;
    }

    private static Legs AnsweredLegs(Legs legs, CallAnswered answered, bool mayBeAstray)
    {
        var callersOffer = (legs.Origin as Leg.Invited)?.Offer;
        // An offer that the answer overtook counts as taken: whoever did not take it is offered what holds again.
        var told = (legs.Origin as Leg.Invited)?.Session.Sent ?? answered.CallerSdp;
        var offered = (legs.Destination as Leg.Inviting)?.Session.Sent ?? (legs.Destination as Leg.Inviting)?.Local;
        var exchange = offered is null ? new Exchange.AwaitingAnswer() : Settled;
        return legs
            .With(LegId.Origin, new Leg.Open(
                told, callersOffer, new Exchange.AwaitingAck(callersOffer),
                Astray: mayBeAstray && IsAstray(legs, LegId.Origin, told))
            {
                Wanted = callersOffer,
            })
            .With(LegId.Destination, new Leg.Open(
                offered, answered.Sdp, exchange, Astray: mayBeAstray && IsAstray(legs, LegId.Destination, offered))
            {
                Wanted = Holding.After(null, offered, answered.Sdp),
            });
    }

    private static Legs ClosingMedia(Legs legs) => legs
        .With(LegId.OriginMedia, Closing(legs.OriginMedia))
        .With(LegId.DestinationMedia, Closing(legs.DestinationMedia));

    private static Legs ClosingAll(Legs legs) => ClosingMedia(legs)
        .With(LegId.Origin, Closing(legs.Origin))
        .With(LegId.Destination, Closing(legs.Destination));

    private static Leg Closing(Leg leg) => leg switch
    {
        // The final response closes it; whoever refuses does so with the event that ends the call.
        Leg.Invited => new Leg.Closed(),
        Leg.Inviting inviting => inviting with { Cancelled = true },
        Leg.Open open => new Leg.Closing(open.Exchange is Exchange.AwaitingAck),
        _ => leg,
    };
}
