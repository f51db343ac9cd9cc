using System.Net;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting;
using ActiveRecording.Reporting.Documents;
using ActiveRecording.SystemTests.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>A house at rest: what has to be so again when all calls are over.</summary>
internal sealed class EndState
{
    /// <summary>Entities that outlive calls.</summary>
    private static readonly string[] Lasting = ["dn", "media-server", "recorder-pool"];

    private readonly House house;
    private readonly HashSet<IPEndPoint> bound;
    private readonly int timers;

    /// <summary>Remembers the house as it is before the first call.</summary>
    public EndState(House house)
    {
        this.house = house;
        bound = [.. house.Simulator.Network.Bound];
        timers = house.Simulator.Time.Pending.Count;
    }

    /// <summary>The first thing that is not as it should be; null if all is well.</summary>
    /// <param name="sound">What was sent to be recorded.</param>
    /// <param name="answered">Whether a call was to be answered.</param>
    /// <param name="single">A single fault must not cost a packet of a recording.</param>
    public string? FirstBroken(SentSound sound, bool answered, bool single)
    {
        var events = house.Simulator.Run(house.StoredAsync);
        return Rooms() ?? Sip() ?? Journal(events) ?? Reservations(events) ?? Calls(events, sound, answered, single) ?? Timers();
    }

    private string? Rooms()
    {
        if (house.SipServer.Calls > 0) return $"{house.SipServer.Calls} calls are left at the switch";
        if (house.Recorder.Sessions > 0) return $"{house.Recorder.Sessions} sessions are left at the recorder";
        if (house.MediaServer.Media.PortPairs > 0) return $"{house.MediaServer.Media.PortPairs} port pairs are leased by the Media Server";
        var leaked = house.Simulator.Network.Bound.Where(address => !bound.Contains(address)).Select(address => address.Port).Order();
        return leaked.Any() ? $"ports are left open: {string.Join(", ", leaked)}" : null;
    }

    private string? Sip()
    {
        (string Name, int Transactions)[] endpoints =
        [
            ("sip-server", house.SipServer.Endpoint.Transactions),
            ("resource-manager", house.ResourceManager.Endpoint.Transactions),
            ("media-server", house.MediaServer.Endpoint.Transactions),
            ("recorder", house.Recorder.Endpoint.Transactions),
            .. house.Phones.Select(phone => (phone.Address.User!, phone.Endpoint.Transactions)),
        ];
        if (endpoints.FirstOrDefault(endpoint => endpoint.Transactions > 0) is { Name: { } name, Transactions: var left })
            return $"{left} transactions are left at {name}";
        return house.Requests.Unanswered.FirstOrDefault() is { } request ? $"never answered: {request}" : null;
    }

    private string? Journal(List<StoredEvent> events)
    {
        foreach (var stream in events.GroupBy(stored => stored.Stream))
        {
            if (!stream.Select(stored => stored.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(n => (long)n)))
                return $"{stream.Key} has a hole";
        }

        var alive = house.Simulator.Run(LiveAsync).FirstOrDefault(stream => !Lasting.Contains(stream.Category, StringComparer.Ordinal));
        return alive.Id is null ? null : $"{alive} has not ended";
    }

    private static string? Reservations(List<StoredEvent> events)
    {
        var names = events.CountBy(stored => stored.Data.Name).ToDictionary(StringComparer.Ordinal);
        return Differs("media-server-leg-reserved", "media-server-leg-released")
            ?? Differs("recorder-session-placed", "recorder-session-released");

        string? Differs(string begun, string ended) =>
            names.GetValueOrDefault(begun) is var first && names.GetValueOrDefault(ended) is var last && first != last
                ? $"{first} {begun}, {last} {ended}"
                : null;
    }

    private string? Calls(List<StoredEvent> events, SentSound sound, bool answered, bool single)
    {
        var completeness = new Completeness(sound, house.MediaPorts);
        var (listedCalls, listedRecordings) = house.Simulator.Run(ProjectAsync);
        var calls = RecordedCalls.Read(events);
        if (answered && calls.All(call => call.Answered is null)) return "the call was not answered";
        return calls.Select(call => call.FirstBroken(
                listedRecordings.FirstOrDefault(recording => recording.CallUuid == call.CallUuid),
                (file, from, until) => completeness.FirstMissing(house.ManifestOf(file.Name), from, until),
                single))
            .Concat(listedCalls.Where(call => call.Progress != CallProgress.Ended).Select(call => $"call {call.CallUuid} is listed as {call.Progress}"))
            .Concat(listedRecordings.Select(Unfinished))
            .FirstOrDefault(broken => broken is not null);
    }

    /// <summary>What is listed, made from the whole journal at once.</summary>
    private async Task<(IReadOnlyList<CallDocument> Calls, IReadOnlyList<RecordingDocument> Recordings)> ProjectAsync()
    {
        var store = new MemoryReadModels();
        await using (var projections = new ProjectionRunner(
            house.Journal, null, store, [.. Enumerable.Range(0, House.Shards)], house.Simulator.Time, NullLogger.Instance))
        {
            projections.Start();
            await house.Simulator.Delay(TimeSpan.FromMilliseconds(1));
        }

        var queries = new ReportingQueries(store);
        var calls = await queries.CallsAsync(new ReadModelFilter(), CancellationToken.None);
        var recordings = await queries.RecordingsAsync(new ReadModelFilter(), CancellationToken.None);
        return (calls.Items, recordings.Items);
    }

    private static string? Unfinished(RecordingDocument recording) => recording.Progress switch
    {
        RecordingProgress.Sealed => null,
        RecordingProgress.Failed when recording.Reason is not null => null,
        RecordingProgress.Failed => $"recording {recording.Id} is listed as failed without a reason",
        _ => $"recording {recording.Id} is listed as {recording.Progress}",
    };

    private string? Timers() => house.Simulator.Time.Pending is { Count: var left } due && left > timers
        ? $"{left} timers are set, {timers} before; due in {string.Join(", ", due)}"
        : null;

    private async Task<List<StreamId>> LiveAsync()
    {
        var live = new List<StreamId>();
        for (var shard = 0; shard < House.Shards; shard++) live.AddRange(await house.Journal.LiveStreamsAsync(shard, CancellationToken.None));
        return live;
    }
}
