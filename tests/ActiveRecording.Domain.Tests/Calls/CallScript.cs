using System.Text.Json;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Tests.Calls;

/// <summary>
/// Tells a call commands one after the other, one second apart, and after each checks that the stored events replay to
/// the same state.
/// </summary>
internal sealed class CallScript
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero);

    public static readonly CallIdentity Identity = new(
        "01AE904GK088LFQD2CGB02LAES0000EP", "009a021843038407", "CONF0000000000000000000000000001", "REC00000000000000000000000000001");

    public static readonly Party Alice = new("1001", PartyKind.Extension, "1001");
    public static readonly Party Bob = new("1003", PartyKind.Extension, "1003");

    public static readonly RecordingPlan Plan = new("1001", CallSide.Origination, false, RecordingFileName.Default);

    public static readonly SessionDescription AliceSdp = Describing("127.0.0.1", 10000, "0 8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
    public static readonly SessionDescription BobSdp = Describing("127.0.0.2", 10002, "8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
    public static readonly SessionDescription M1Sdp = Describing("127.0.0.9", 16000, "0 8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
    public static readonly SessionDescription M2Sdp = Describing("127.0.0.9", 16004, "0 8 101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=inactive\r\n");

    private readonly List<CallEvent> journal = [];

    public CallState State { get; private set; } = CallDecider.Initial;

    public DateTimeOffset Now { get; private set; } = T0;

    public IReadOnlyList<CallEvent> Events { get; private set; } = [];

    public IReadOnlyList<CallEffect> Effects { get; private set; } = [];

    public IReadOnlyList<CallEvent> Journal => journal;

    public static SessionDescription Describing(string address, int port, string formats, string attributes = "")
    {
        var text = $"v=0\r\no=- 1 1 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm=audio {port} RTP/AVP {formats}\r\n{attributes}";
        Assert.True(SessionDescription.TryParse(text, out var description));
        return description;
    }

    /// <summary>Without a plan, an unrecorded call.</summary>
    public static CallScript Placed(RecordingPlan? plan = null, bool late = false)
    {
        var script = new CallScript();
        script.Tell(at => new CallCommand.Place(
            at, Identity, Alice, Bob, "1001", "1003", late ? null : AliceSdp, plan, CallTimeouts.Default));
        return script;
    }

    public static CallScript Anchored(RecordingPlan? plan = null, bool late = false) => Placed(plan ?? Plan, late)
        .Tell(at => new CallCommand.Accept(at, LegId.OriginMedia, M1Sdp))
        .Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp));

    /// <summary>Recorded, answered and acknowledged, the callee's media leg up to date.</summary>
    public static CallScript Recorded() => Anchored()
        .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
        .Tell(at => new CallCommand.Accept(at, LegId.DestinationMedia, M2Sdp))
        .Tell(at => new CallCommand.Confirm(at, LegId.Origin, null))
        .Tell(at => new CallCommand.ConfirmRecording(at));

    public static CallScript Direct() => Placed()
        .Tell(at => new CallCommand.Accept(at, LegId.Destination, BobSdp))
        .Tell(at => new CallCommand.Confirm(at, LegId.Origin, null));

    public CallScript Tell(Func<DateTimeOffset, CallCommand> command)
    {
        if (State is not CallState.Idle) Now += TimeSpan.FromSeconds(1);
        var decision = CallDecider.Decide(State, command(Now));
        Events = decision.Events;
        Effects = decision.Effects;
        journal.AddRange(Events);
        State = Events.Aggregate(State, CallDecider.Evolve);
        Assert.Equal(State, journal.Select(Stored).Aggregate(CallDecider.Initial, CallDecider.Evolve));
        return this;
    }

    public T Effect<T>() where T : CallEffect => Assert.Single(Effects.OfType<T>());

    public T Event<T>() where T : CallEvent => Assert.Single(Events.OfType<T>());

    private static CallEvent Stored(CallEvent @event)
    {
        var json = JsonSerializer.Serialize(@event, @event.GetType(), CallJournal.Default);
        return (CallEvent)JsonSerializer.Deserialize(json, @event.GetType(), CallJournal.Default)!;
    }
}
