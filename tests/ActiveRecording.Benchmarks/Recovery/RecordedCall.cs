using System.Text;
using ActiveRecording.Benchmarks.IdleCalls;
using ActiveRecording.EventSourcing;
using ActiveRecording.Simulation;
using ActiveRecording.SipServer.Calls;

namespace ActiveRecording.Benchmarks.Recovery;

/// <summary>
/// The stream of one call that four real roles have set up and recorded, 40 s old, and its state as it was some events
/// before the end; to be written again for as many calls as wanted.
/// </summary>
internal sealed class RecordedCall
{
    private readonly string callUuid;
    private readonly List<EventData> events;
    private readonly EventData state;
    private readonly long sequence;

    /// <param name="following">Events after the snapshot.</param>
    public RecordedCall(int following)
    {
        var folder = Directory.CreateTempSubdirectory("recovery-").FullName;
        var simulator = new Simulator();
        var journal = new MemoryJournal();
        using (var rooms = new FourRooms(simulator, journal, folder, streams: 30))
        {
            rooms.Place(1);
            simulator.RunFor(TimeSpan.FromSeconds(40));
            At = simulator.Time.GetUtcNow();
        }

        Directory.Delete(folder, recursive: true);
        var stored = Enumerable.Range(0, 16)
            .SelectMany(shard => journal.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable())
            .Where(one => one.Stream.Category == "call").ToList();
        (callUuid, events) = (stored[0].Stream.Id, stored.ConvertAll(one => one.Data));
        sequence = events.Count - following;
        var codec = SwitchedCallJournal.Codec();
        state = SwitchedCallSnapshot.Codec.Encode(
            events.Take((int)sequence).Select(codec.Decode).Aggregate(SwitchedCall.Initial, SwitchedCall.Evolve));
    }

    /// <summary>When it was as it is now.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Events of a call.</summary>
    public int Events => events.Count;

    /// <summary>Bytes of a call's snapshot.</summary>
    public int SnapshotBytes => state.Payload.Length;

    /// <summary>The same call under another name.</summary>
    public StreamId StreamOf(int number) => new("call", $"{number:D6}{callUuid[6..]}");

    /// <summary>Its events.</summary>
    public IReadOnlyList<EventData> EventsOf(int number) => events.ConvertAll(data => Renamed(data, number));

    /// <summary>Its snapshot.</summary>
    public StreamSnapshot SnapshotOf(int number) => new(StreamOf(number), sequence, Renamed(state, number));

    private EventData Renamed(EventData data, int number) => data with
    {
        Payload = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(data.Payload.Span).Replace(callUuid, StreamOf(number).Id, StringComparison.Ordinal)),
    };
}
