using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Calls;

/// <summary>One decision in the making: each event is applied as it is recorded, so that later steps see it.</summary>
internal sealed class Turn(CallState state, DateTimeOffset at)
{
    private readonly List<CallEvent> events = [];
    private readonly List<CallEffect> effects = [];

    public CallState State { get; private set; } = state;

    public DateTimeOffset At { get; } = at;

    public CallCreated Call => CallEvolution.CallOf(State) ?? throw new InvalidOperationException("There is no call yet.");

    public Legs Legs => CallEvolution.LegsOf(State);

    public CallRecording Recording => CallEvolution.RecordingOf(State);

    public bool Anchored => State is CallState.Offered { Anchored: true } or CallState.Answered { Anchored: true };

    public Insertion? Insertion => (State as CallState.Answered)?.Insertion;

    /// <summary>A party's offers are answered by its media leg.</summary>
    public bool IsThroughMedia => Anchored || Insertion is not null;

    public Decision<CallEvent, CallEffect> Decision => new(events, effects);

    public Turn Record(CallEvent @event)
    {
        events.Add(@event);
        State = CallEvolution.Evolve(State, @event);
        return this;
    }

    public Turn Do(CallEffect effect)
    {
        effects.Add(effect);
        return this;
    }

    /// <summary>A description as a leg is sent it.</summary>
    public SessionDescription For(LegId leg, SessionDescription description) =>
        Descriptions.For(Call, Legs, leg, description);

    /// <summary>
    /// A leg may be sent a re-INVITE: none is under way, nor the request that starts the recorder, which a re-INVITE in the
    /// same dialog could overtake on another transport.
    /// </summary>
    public bool IsSettled(LegId leg) => Legs[leg] is Leg.Open { Exchange: Exchange.Settled }
        && !(leg == LegId.OriginMedia && Recording is CallRecording.Requested);
}
