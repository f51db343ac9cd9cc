using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Domain.RecorderPools;
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

    private static void Check<TState, TStored>(
        string name, TState state, Func<TState, TStored> store, Func<TStored, TState> restore, JsonTypeInfo<TStored> json, string text)
    {
        Assert.Equal((name, 1), typeof(TStored).GetCustomAttribute<JournalNameAttribute>() is { } form ? (form.Name, form.Version) : default);
        Assert.Equal(text, JsonSerializer.Serialize(store(state), json));
        Assert.Equal(state, restore(JsonSerializer.Deserialize(text, json)!));
    }
}
