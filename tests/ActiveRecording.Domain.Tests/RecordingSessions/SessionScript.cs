using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Tests.RecordingSessions;

/// <summary>Tells a recording session commands, one second apart, and keeps what the last one led to.</summary>
internal sealed class SessionScript
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);

    /// <summary>Half a second before the session is told of it.</summary>
    public static readonly DateTimeOffset HungUp = T0.AddSeconds(1.5);

    public static readonly RecordingSession Session = new(
        "REC00000000000000000000000000001", 1, "CONF", "CALL", "1001", "1001", "sip:record=REC@127.0.0.1:5160;dn=1001");

    public static readonly SessionDescription Offer = Describe(16008, Direction.SendOnly, PayloadFormat.Pcmu, PayloadFormat.TelephoneEvent);

    public static readonly SessionDescription Answer = Describe(24000, Direction.RecvOnly, PayloadFormat.Pcmu);

    private readonly List<RecordingSessionEvent> history = [];
    private DateTimeOffset now = T0;

    public RecordingSessionState State { get; private set; } = RecordingSessionDecider.Initial;

    public IReadOnlyList<RecordingSessionEvent> Events { get; private set; } = [];

    public IReadOnlyList<RecordingSessionEffect> Effects { get; private set; } = [];

    public IReadOnlyList<RecordingSessionEffect> Resumed => RecordingSessionDecider.Resume(State);

    public static SessionScript Begun() => new SessionScript().Tell(at => new RecordingSessionCommand.Begin(at, Session, Offer));

    public static SessionScript Active() => Begun().Tell(at => new RecordingSessionCommand.Accept(at, Answer));

    public static SessionScript Paused() => Active()
        .Tell(at => new RecordingSessionCommand.Pause(at))
        .Tell(at => new RecordingSessionCommand.Accept(at, Answer));

    public static SessionDescription Describe(int port, Direction direction, params IReadOnlyList<PayloadFormat> payloads)
    {
        var address = ConnectionAddress.From(System.Net.IPAddress.Loopback);
        return SessionDescription.Create(Origin.Create(1, 1, address), address, MediaDescription.Create("audio", port, payloads, direction));
    }

    public SessionScript Tell(Func<DateTimeOffset, RecordingSessionCommand> command)
    {
        Decision<RecordingSessionEvent, RecordingSessionEffect> decision = RecordingSessionDecider.Decide(State, command(now));
        now = now.AddSeconds(1);
        history.AddRange(decision.Events);
        State = decision.Events.Aggregate(State, RecordingSessionDecider.Evolve);
        (Events, Effects) = (decision.Events, decision.Effects);
        Assert.Equal(history.Aggregate(RecordingSessionDecider.Initial, RecordingSessionDecider.Evolve), State);
        return this;
    }

    public T Effect<T>() => Assert.Single(Effects.OfType<T>());
}
