using System.Reflection;
using System.Text.Json;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Sdp;

namespace ActiveRecording.Domain.Tests.Calls;

/// <summary>A call's events as each version stored them, one line each; no line may ever change.</summary>
public sealed class Stored_events
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, 540, TimeSpan.Zero);

    private static readonly SessionDescription Sdp = CallScript.Describing("127.0.0.1", 10_000, "0");

    private static readonly RecorderParameters Parameters = new(
        "REC00000000000000000000000000001", "1001", "1001", "1003", "01AE904GK088LFQD2CGB02LAES0000EP", "009a021843038407",
        "1001", "1003", T0, "call_1001_1003");

    private static readonly CallEvent[] Events =
    [
        new CallCreated(
            T0, CallScript.Identity, CallScript.Alice, new Party("pstn", PartyKind.Trunk, "030123"), "1001", "030123", Sdp,
            CallScript.Plan, CallTimeouts.Default),
        new MediaLegInvited(T0, LegId.OriginMedia, Sdp),
        new MediaLegOpened(T0, LegId.DestinationMedia, Sdp),
        new MediaLegLost(T0, LegId.OriginMedia, Sdp, "Media Server: 481 Gone"),
        new AnchorLost(T0, "no Media Server in time"),
        new CalleeInvited(T0, Anchored: true, Sdp),
        new CalleeRinging(T0, 183, Sdp, Sdp),
        new CallAnswered(T0, Sdp, Sdp),
        new LegDropped(T0, LegId.Destination),
        new LegConfirmed(T0, LegId.Origin, null),
        new OfferSent(T0, LegId.DestinationMedia, Sdp),
        new OfferAccepted(T0, LegId.DestinationMedia, Sdp, AwaitsAnswer: false),
        new OfferRefused(T0, LegId.OriginMedia, 488),
        new AnswerSent(T0, LegId.Destination, Sdp),
        new OfferReceived(T0, LegId.Origin, null),
        new OfferAnswered(T0, LegId.Origin, Sdp, Sdp),
        new OfferDeclined(T0, LegId.Origin, 491),
        new CallRecordingRequested(T0, Parameters),
        new CallRecordingStarted(T0, Parameters.Id, "1001"),
        new CallRecordingFailed(T0, Parameters.Id, "1001", "recorder refused"),
        new CallRecordingEnded(T0, Parameters.Id, "1001"),
        new CallRecordingOrdered(T0, new RecordingOrder("request-1", Parameters.Id, CallScript.Plan)),
        new PartyMoveBegun(T0, LegId.Origin, 1),
        new PartyMovePaused(T0, LegId.Origin, T0.AddSeconds(2)),
        new PartyMoved(T0, LegId.Origin),
        new InsertionFailed(T0, "1003: 488 Not Acceptable Here"),
        new PartyRestorePaused(T0, LegId.Origin, T0.AddSeconds(2)),
        new PartyRestored(T0, LegId.Origin),
        new MediaServerInserted(T0),
        new CallEnded(T0, CallEndCause.HungUp, 200, LegId.Destination),
        new LegClosed(T0, LegId.Origin),
    ];

    [Fact]
    public void Are_read_and_written_as_they_always_were()
    {
        var stored = Lines().ToDictionary(line => line[..line.IndexOf(' ', StringComparison.Ordinal)], StringComparer.Ordinal);

        foreach (var @event in Events)
        {
            var line = stored[NameOf(@event.GetType())];
            var json = line[(line.IndexOf('{', StringComparison.Ordinal))..];
            Assert.Equal(json, JsonSerializer.Serialize(@event, @event.GetType(), CallJournal.Default));
            Assert.Equal(@event, JsonSerializer.Deserialize(json, @event.GetType(), CallJournal.Default));
        }
    }

    [Fact]
    public void Are_all_frozen() => Assert.Equal(
        typeof(CallEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CallEvent))).Select(NameOf).Order(StringComparer.Ordinal),
        Lines().Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<JournalNameAttribute>() is { } name ? $"{name.Name}/{name.Version}" : type.Name;

    private static string[] Lines()
    {
        using var stream = typeof(Stored_events).Assembly.GetManifestResourceStream("call-events.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
