using System.Reflection;
using System.Text.Json;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Tests.Recordings;

/// <summary>Events as the first version stored them: what is in journals must be read for ever, so no line here may change.</summary>
public sealed class Stored_events
{
    private const string Life =
        """
        recording-started 1 {"recordingId":"R","call":{"callUuid":"01AE904GK088LFQD2CGB02LAES0000EP","recordDn":"1001","otherDn":"1003","connId":"009a021843038407","ani":"1003","dnis":"1001","answered":"2026-11-20T09:41:00.54+00:00","fileName":"call_1001"},"at":"2026-11-20T09:41:00.54+00:00"}
        recording-segment-begun 1 {"sessionId":"S1","call":{"callUuid":"01AE904GK088LFQD2CGB02LAES0000EP","recordDn":"1001","otherDn":"1003","connId":"009a021843038407","ani":"1003","dnis":"1001","answered":"2026-11-20T09:41:00.54+00:00","fileName":"call_1001"},"first":{"index":0,"dn":"1001","channel":0,"active":true},"second":{"index":1,"dn":"1003","channel":1,"active":true},"dialog":"{}","at":"2026-11-20T09:41:00.54+00:00"}
        recording-segment-changed 1 {"sessionId":"S1","first":{"index":0,"dn":"1001","channel":0,"active":false},"dialog":"{}","at":"2026-11-20T09:41:01.54+00:00"}
        recording-paused 1 {"at":"2026-11-20T09:41:01.54+00:00"}
        recording-resumed 1 {"at":"2026-11-20T09:41:02.54+00:00"}
        recording-segment-ended 1 {"sessionId":"S1","reason":"PeerVanished","at":"2026-11-20T09:41:03.54+00:00"}
        recording-awaited 1 {"until":"2026-11-20T09:41:05.54+00:00","at":"2026-11-20T09:41:03.54+00:00"}
        recording-completed 1 {"recordingId":"R","call":{"callUuid":"01AE904GK088LFQD2CGB02LAES0000EP","recordDn":"1001","otherDn":"1003","connId":"009a021843038407","ani":"1003","dnis":"1001","answered":"2026-11-20T09:41:00.54+00:00","fileName":"call_1001"},"at":"2026-11-20T09:41:05.54+00:00"}
        recording-sealing-failed 1 {"attempt":1,"reason":"No space left","at":"2026-11-20T09:41:06.54+00:00"}
        recording-sealed 1 {"recordingId":"R","call":{"callUuid":"01AE904GK088LFQD2CGB02LAES0000EP","recordDn":"1001","otherDn":"1003","connId":"009a021843038407","ani":"1003","dnis":"1001","answered":"2026-11-20T09:41:00.54+00:00","fileName":"call_1001"},"file":{"name":"call_1001.wav","sha256":"ab","startedAt":"2026-11-20T09:41:00.54+00:00","seconds":3,"lostPackets":2,"alignmentMs":0.1,"gaps":[{"channel":0,"start":1,"seconds":0.04,"cause":"loss","lostPackets":2}],"unlistedGaps":0},"endedAt":"2026-11-20T09:41:03.54+00:00","at":"2026-11-20T09:41:07.54+00:00"}
        recording-spools-removed 1 {"at":"2026-11-20T09:41:08.54+00:00"}
        """;

    private const string Failure =
        """
        recording-failed 1 {"recordingId":"R","call":{"callUuid":"01AE904GK088LFQD2CGB02LAES0000EP","recordDn":"1001","otherDn":"1003","connId":"009a021843038407","ani":"1003","dnis":"1001","answered":"2026-11-20T09:41:00.54+00:00","fileName":"call_1001"},"reason":"No space left","at":"2026-11-20T09:41:07.54+00:00"}
        """;

    /// <summary>Fields that came later.</summary>
    private const string Added =
        """
        recording-segment-begun 1 {"sessionId":"S1","call":{"callUuid":"","recordDn":"1001","otherDn":"","connId":"","ani":"","dnis":"","fileName":""},"first":{"index":0,"dn":"1001","channel":0,"active":true},"dialog":"{}","firstVideo":{"index":1,"dn":"1001","channel":0,"active":true},"at":"2026-11-20T09:41:00.54+00:00"}
        recording-segment-ended 1 {"sessionId":"S1","reason":"Bye","callEndedAt":"2026-11-20T09:41:03.1+00:00","at":"2026-11-20T09:41:03.54+00:00"}
        """;

    private static readonly Dictionary<string, Type> Types = typeof(RecordingEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(RecordingEvent)))
        .ToDictionary(type => type.GetCustomAttribute<JournalNameAttribute>() is { } name ? $"{name.Name} {name.Version}" : type.Name);

    [Fact]
    public void Of_the_first_version_replay_to_a_sealed_recording()
    {
        var state = Life.Split('\n').Select(Read).Aggregate(RecordingDecider.Initial, RecordingDecider.Evolve);

        var done = Assert.IsType<RecordingState.Sealed>(state);
        Assert.True(done.SpoolsRemoved);
        Assert.Equal(Given.Call, done.Recording.Call);
        var session = Assert.Single(done.Recording.Sessions);
        Assert.Equal(new SessionEnding(SessionEnd.PeerVanished, Given.After(3)), session.End);
    }

    [Fact]
    public void Of_the_first_version_tell_why_a_recording_failed() => Assert.Equal(
        new RecordingFailed("R", Given.Call, "No space left", Given.After(7)), Read(Failure));

    [Fact]
    public void Are_written_as_they_always_were() => Assert.All(
        [.. Life.Split('\n'), Failure, .. Added.Split('\n')], line => Assert.EndsWith(Write(Read(line)), line, StringComparison.Ordinal));

    [Fact]
    public void Cover_every_kind_of_event() => Assert.Equal(
        Types.Keys.Order(StringComparer.Ordinal),
        Life.Split('\n').Append(Failure).Select(NameOf).Order(StringComparer.Ordinal));

    private static RecordingEvent Read(string line) => (RecordingEvent)JsonSerializer.Deserialize(
        line[(NameOf(line).Length + 1)..], Types[NameOf(line)], RecordingJournal.Default)!;

    private static string Write(RecordingEvent @event) => JsonSerializer.Serialize(@event, @event.GetType(), RecordingJournal.Default);

    private static string NameOf(string line) => line[..line.IndexOf(" {", StringComparison.Ordinal)];
}
