using System.Reflection;
using System.Text.Json;
using ActiveRecording.Domain.RecordingSessions;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Tests.RecordingSessions;

/// <summary>Events as the first version stored them: what is in journals must be read for ever, so no line here may change.</summary>
public sealed class Stored_session_events
{
    private const string Life =
        """
        recording-session-begun 1 {"session":{"recordingId":"REC00000000000000000000000000001","number":1,"conferenceId":"CONF","callUuid":"CALL","dn":"1001","recordDn":"1001","recorderUri":"sip:record=REC@127.0.0.1:5160;dn=1001"},"offer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16008 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=sendonly\r\n","at":"2026-11-20T09:41:00+00:00"}
        recording-session-paused 1 {"at":"2026-11-20T09:41:01+00:00"}
        recording-session-resumed 1 {"at":"2026-11-20T09:41:02+00:00"}
        recording-session-accepted 1 {"answer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 24000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=recvonly\r\n","at":"2026-11-20T09:41:03+00:00"}
        recording-session-redescribed 1 {"offer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16008 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=sendonly\r\n","at":"2026-11-20T09:41:04+00:00"}
        recorder-offer-sent 1 {"offer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16008 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=sendonly\r\n","at":"2026-11-20T09:41:04+00:00"}
        recorder-offer-refused 1 {"status":491,"again":true,"at":"2026-11-20T09:41:05+00:00"}
        recorder-offer-sent 1 {"offer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16008 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=sendonly\r\n","at":"2026-11-20T09:41:06+00:00"}
        recorder-offer-accepted 1 {"answer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 24000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=recvonly\r\n","at":"2026-11-20T09:41:07+00:00"}
        recording-session-released 1 {"failure":"why","at":"2026-11-20T09:41:08+00:00"}
        recording-session-ended 1 {"at":"2026-11-20T09:41:09+00:00"}
        """;

    private const string Others =
        """
        recording-session-abandoned 1 {"at":"2026-11-20T09:41:01+00:00"}
        recording-session-failed 1 {"reason":"why","at":"2026-11-20T09:41:02+00:00"}
        """;

    /// <summary>Fields that came later.</summary>
    private const string Added =
        """
        recording-session-begun 1 {"session":{"recordingId":"REC00000000000000000000000000001","number":1,"conferenceId":"CONF","callUuid":"CALL","dn":"1001","recordDn":"1001","recorderUri":"sip:record=REC@127.0.0.1:5160;dn=1001","segment":2},"offer":"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16008 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendonly\r\n","at":"2026-11-20T09:41:00+00:00"}
        recording-session-abandoned 1 {"callEndedAt":"2026-11-20T09:41:00.4+00:00","at":"2026-11-20T09:41:01+00:00"}
        recording-session-released 1 {"callEndedAt":"2026-11-20T09:41:00.4+00:00","at":"2026-11-20T09:41:01+00:00"}
        """;

    private static readonly Dictionary<string, Type> Types = typeof(RecordingSessionEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(RecordingSessionEvent)))
        .ToDictionary(type => type.GetCustomAttribute<JournalNameAttribute>() is { } name ? $"{name.Name} {name.Version}" : type.Name);

    private static IEnumerable<string> Lines => [.. Life.Split('\n'), .. Others.Split('\n'), .. Added.Split('\n')];

    [Fact]
    public void Of_the_first_version_replay_to_the_end_of_a_session() => Assert.Equal(
        new RecordingSessionState.Failed(SessionScript.Session, "why"),
        Life.Split('\n').Select(Read).Aggregate(RecordingSessionDecider.Initial, RecordingSessionDecider.Evolve));

    [Fact]
    public void Are_written_as_they_always_were() =>
        Assert.All(Lines, line => Assert.EndsWith($" {Write(Read(line))}", line, StringComparison.Ordinal));

    [Fact]
    public void Cover_every_kind_of_event() => Assert.Equal(
        Types.Keys.Order(StringComparer.Ordinal), Lines.Select(NameOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static RecordingSessionEvent Read(string line) => (RecordingSessionEvent)JsonSerializer.Deserialize(
        line[(NameOf(line).Length + 1)..], Types[NameOf(line)], RecordingSessionJournal.Default)!;

    private static string Write(RecordingSessionEvent @event) =>
        JsonSerializer.Serialize(@event, @event.GetType(), RecordingSessionJournal.Default);

    private static string NameOf(string line) => line[..line.IndexOf(" {", StringComparison.Ordinal)];
}
