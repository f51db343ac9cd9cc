using ActiveRecording.Actors;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.Dns;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.SystemTests.Damage;

/// <summary>A journal as a node leaves it: numbers with three registrations each, and calls that are over.</summary>
internal static class StoredLives
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 20, 9, 41, 0, TimeSpan.Zero);
    private static readonly JournalCodec<DnEvent> Dns = new(DnJournal.Default);
    private static readonly JournalCodec<CallEvent> Calls = new(CallJournal.Default);

    public static async Task AppendAsync(IJournal journal, IEnumerable<string> numbers, IEnumerable<string> calls, TimeSpan? registeredFor = null)
    {
        foreach (var number in numbers)
            await AppendAsync(journal, new StreamId("dn", number), ["a", "b", "c"], key => Dns.Encode(new DnRegistered(T0, Bound(key, registeredFor ?? TimeSpan.FromHours(1)))), ended: false);
        foreach (var call in calls)
            await AppendAsync(journal, new StreamId("call", call), Events(call), Calls.Encode, ended: true);
    }

    private static async Task AppendAsync<T>(IJournal journal, StreamId stream, IEnumerable<T> events, Func<T, EventData> encode, bool ended)
    {
        var fence = await journal.TakeOverAsync([stream.ShardOf(16)], CancellationToken.None);
        var append = new StreamAppend(stream, 0, fence[0], Guid.NewGuid(), [.. events.Select(encode)], ended);
        Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(append, CancellationToken.None));
    }

    private static Binding Bound(string key, TimeSpan registeredFor) => new(
        key, $"sip:{key}@127.0.0.1:9", "UDP 127.0.0.1:9", $"call-{key}", 1, 1000, T0, DateTimeOffset.UtcNow + registeredFor);

    private static IEnumerable<CallEvent> Events(string call) =>
    [
        new CallCreated(
            T0, new CallIdentity(call, "009a021843038407", $"C-{call}", $"R-{call}"), new Party("1003", PartyKind.Extension, "1003"),
            new Party("1001", PartyKind.Extension, "1001"), "1003", "1001", Offer: null, Recording: null, CallTimeouts.Default),
        new CalleeInvited(T0.AddSeconds(1), Anchored: false, null),
        new CalleeRinging(T0.AddSeconds(2), 180, null, null),
        new CallEnded(T0.AddSeconds(3), CallEndCause.Abandoned, 487, LegId.Origin),
    ];
}
