using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Domain.RecorderPools;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Tests;

/// <summary>Every form of a snapshot as it was first written; a text that has to change takes another version.</summary>
public sealed class Stored_snapshots
{
    private const string DnV1 =
        """{"bindings":[{"key":"a","contact":"\u003Csip:a\u003E","source":"UDP 127.0.0.1:5070","callId":"call","cSeq":1,"priority":1000,"registeredAt":"2026-11-20T09:41:00+00:00","expiresAt":"2026-11-20T09:42:00+00:00"}]}""";

    private const string MediaServerV1 =
        """{"legs":{"leg-1":{"conferenceId":"conf","ports":1,"until":"2026-11-20T21:41:00+00:00"},"leg-2":{"conferenceId":"conf","ports":2,"until":"2026-11-20T21:41:00+00:00"}}}""";

    private const string RecorderPoolV1 =
        """{"sessions":{"session-1":{"recordId":"REC1","recorder":"recorder-1","ports":1,"until":"2026-11-20T21:41:00+00:00"}},"lastRecorder":"recorder-2"}""";

    private const string RecordingV1 =
        """{"state":{"$type":"receiving","recording":{"id":"REC","call":{"callUuid":"UUID","recordDn":"1001","otherDn":"1003","connId":"CONN","ani":"1001","dnis":"1003","answered":"2026-11-20T09:41:00+00:00","fileName":"f"},"startedAt":"2026-11-20T09:41:00+00:00","sessions":[{"id":"S1","first":{"index":0,"dn":"1001","channel":0,"active":true},"second":{"index":1,"dn":"1003","channel":1,"active":false},"acceptedAt":"2026-11-20T09:41:00+00:00","dialog":"dialog"},{"id":"S2","first":{"index":0,"dn":"1001","channel":0,"active":true},"acceptedAt":"2026-11-20T09:41:00+00:00","end":{"reason":"Bye","at":"2026-11-20T09:41:00+00:00","callEndedAt":"2026-11-20T21:41:00+00:00"},"dialog":"dialog","firstVideo":{"index":2,"dn":"1001","channel":0,"active":true}}]},"paused":true}}""";

    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = T0.AddHours(12);

    [Fact]
    public void Of_a_number_are_written_and_read_as_ever()
    {
        var binding = new Binding("a", "<sip:a>", "UDP 127.0.0.1:5070", "call", 1, 1000, T0, T0.AddMinutes(1));
        var state = DnDecider.Evolve(DnDecider.Initial, new DnRegistered(T0, binding));

        Check("dn-snapshot", state, DnSnapshot.Of, kept => kept.Restore(), DnJournal.Default.DnSnapshot, DnV1);
        Assert.Equal(DnDecider.Initial, DnSnapshot.Of(DnDecider.Initial).Restore());
    }

    [Fact]
    public void Of_a_media_server_are_written_and_read_as_ever()
    {
        MediaServerEvent[] events =
        [
            new MediaServerLegReserved(T0, "leg-2", "conf", 2, Until),
            new MediaServerLegReserved(T0, "leg-1", "conf", 1, Until),
        ];
        Check(
            "media-server-snapshot", events.Aggregate(MediaServerDecider.Initial, MediaServerDecider.Evolve), MediaServerSnapshot.Of,
            kept => kept.Restore(), MediaServerJournal.Default.MediaServerSnapshot, MediaServerV1);
    }

    [Fact]
    public void Of_a_recorder_pool_are_written_and_read_as_ever()
    {
        RecorderPoolEvent[] events =
        [
            new RecorderSessionPlaced(T0, "session-1", "REC1", "recorder-1", 1, Until),
            new RecorderSessionPlaced(T0, "session-2", "REC2", "recorder-2", 1, Until),
            new RecorderSessionReleased(T0, "session-2", ReleaseCause.Ended),
        ];
        Check(
            "recorder-pool-snapshot", events.Aggregate(RecorderPoolDecider.Initial, RecorderPoolDecider.Evolve),
            RecorderPoolSnapshot.Of, kept => kept.Restore(), RecorderPoolJournal.Default.RecorderPoolSnapshot, RecorderPoolV1);
    }

    [Fact]
    public void Of_a_recording_are_written_and_read_as_ever()
    {
        var session = new ActiveRecording.Domain.Recordings.RecordingSession("S1", new(0, "1001", 0, Active: true), new(1, "1003", 1, Active: false), "dialog", T0, null);
        var sessions = ActiveRecording.Domain.Recordings.RecordingSessions.None.Add(session).Add(session with
        {
            Id = "S2", Second = null, FirstVideo = new(2, "1001", 0, Active: true), End = new(SessionEnd.Bye, T0, Until),
        });
        var call = new RecordedCall("UUID", "1001", "1003", "CONN", "1001", "1003", T0, "f");

        Check(
            "recording-snapshot", (RecordingState)new RecordingState.Receiving(new("REC", call, T0, sessions), Paused: true),
            RecordingSnapshot.Of, kept => kept.Restore(), RecordingJournal.Default.RecordingSnapshot, RecordingV1);
    }

    /// <summary>A state without a name could not be kept; a name that changes makes those kept before unreadable.</summary>
    [Theory]
    [InlineData(typeof(CallState), "idle placed offered answered ending ended")]
    [InlineData(typeof(CallRecording), "none requested running failed over")]
    [InlineData(typeof(Leg), "absent invited inviting open closing closed")]
    [InlineData(typeof(Exchange), "settled sent received awaiting-ack awaiting-answer")]
    [InlineData(typeof(Insertion), "opening moving pausing restoring")]
    [InlineData(typeof(RecordingSessionState), "idle inviting active paused ending ended failed")]
    [InlineData(typeof(RecordingState), "idle receiving awaiting sealing sealed failed")]
    public void Name_every_kind_of_a_state(Type state, string names)
    {
        var named = state.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(names, string.Join(' ', named.Select(one => one.TypeDiscriminator)));
        Assert.Equal(state.GetNestedTypes().OrderBy(type => type.Name), named.Select(one => one.DerivedType).OrderBy(type => type.Name));
        Assert.All(named, one => Assert.Equal(one.DerivedType.Name, $"{one.TypeDiscriminator}".Replace("-", "", StringComparison.Ordinal), ignoreCase: true));
    }

    private static void Check<TState, TStored>(
        string name, TState state, Func<TState, TStored> store, Func<TStored, TState> restore, JsonTypeInfo<TStored> json, string text)
    {
        Assert.Equal((name, 1), typeof(TStored).GetCustomAttribute<JournalNameAttribute>() is { } form ? (form.Name, form.Version) : default);
        Assert.Equal(text, JsonSerializer.Serialize(store(state), json));
        Assert.Equal(state, restore(JsonSerializer.Deserialize(text, json)!));
    }
}
