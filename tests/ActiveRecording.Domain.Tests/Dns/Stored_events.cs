using System.Reflection;
using System.Text.Json;
using ActiveRecording.Domain.Dns;
using ActiveRecording.EventSourcing;
using static ActiveRecording.Domain.Tests.Dns.Registering;

namespace ActiveRecording.Domain.Tests.Dns;

/// <summary>What was ever written must still be read: these texts never change.</summary>
public sealed class Stored_events
{
    private const string RegisteredV1 =
        """{"binding":{"key":"a","contact":"\u003Csip:a\u003E","source":"UDP 127.0.0.1:5070","callId":"call","cSeq":1,"priority":1000,"registeredAt":"2026-11-20T09:41:00+00:00","expiresAt":"2026-11-20T09:42:00+00:00"},"at":"2026-11-20T09:41:00+00:00"}""";

    private const string UnregisteredV1 = """{"key":"a","cause":"Displaced","at":"2026-11-20T09:41:00+00:00"}""";

    [Fact]
    public void Are_written_and_read_as_ever()
    {
        Check("dn-registered", new DnRegistered(T0, Bound("a", 1)), RegisteredV1);
        Check("dn-unregistered", new DnUnregistered(T0, "a", UnregistrationCause.Displaced), UnregisteredV1);
    }

    private static void Check<T>(string name, T stored, string text)
        where T : DnEvent
    {
        Assert.Equal((name, 1), typeof(T).GetCustomAttribute<JournalNameAttribute>() is { } known ? (known.Name, known.Version) : default);
        Assert.Equal(text, JsonSerializer.Serialize(stored, typeof(T), DnJournal.Default));
        Assert.Equal(stored, JsonSerializer.Deserialize(text, typeof(T), DnJournal.Default));
    }
}
