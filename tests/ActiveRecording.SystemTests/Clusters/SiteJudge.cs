using System.Net;
using System.Text.Json;
using ActiveRecording.Sip;
using ActiveRecording.Actors;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.Domain.Calls;
using ActiveRecording.Domain.MediaServers;
using ActiveRecording.Domain.RecorderPools;
using ActiveRecording.Domain.Recordings;
using ActiveRecording.EventSourcing;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Phone;
using ActiveRecording.Reporting;
using ActiveRecording.Reporting.Documents;
using ActiveRecording.SipServer.Calls;
using ActiveRecording.SystemTests.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>A site at rest: what has to be so again when all calls are over and all troubles healed.</summary>
internal sealed class SiteJudge
{
    /// <summary>Timers of a node come and go with its polls and heartbeats: looked at so often, so far apart.</summary>
    private const int Looks = 20;

    private static readonly TimeSpan LookApart = TimeSpan.FromMilliseconds(37);

    /// <summary>Entities that outlive calls.</summary>
    private static readonly string[] Lasting = ["dn", "media-server", "recorder-pool"];

    private static readonly JournalCodec<CallEvent> CallCodec = SwitchedCallJournal.Codec();
    private static readonly JournalCodec<MediaServerEvent> ServerCodec = new(MediaServerJournal.Default);
    private static readonly JournalCodec<RecorderPoolEvent> PoolCodec = new(RecorderPoolJournal.Default);
    private static readonly JournalCodec<RecordingEvent> RecordingCodec = new(RecordingJournal.Default);
    private readonly Site site;
    private readonly HashSet<IPEndPoint> bound;
    private readonly int timers;

    /// <summary>Remembers the site as it is before phones register: each of them has one timer from then on.</summary>
    public SiteJudge(Site site)
    {
        this.site = site;
        timers = Timers().Max() + SiteMap.Phones;
        LogTimers();
        bound = [.. site.Simulator.Network.Bound];
    }

    /// <summary>Also recordings of calls whose switch had another time of day; what is wrong with them is a known gap (see A_clock_that_jumps).</summary>
    public bool JudgesAll { get; init; }

    /// <summary>Recordings that list gaps, and what is said to have failed.</summary>
    public int Gaps { get; private set; }

    /// <summary>Of them, those whose recordings are not compared with what phones sent, because a clock was off.</summary>
    public int Unjudged { get; private set; }

    /// <summary>Calls that were recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>Nothing of a call is left at any node; cheap.</summary>
    public bool IsQuiet => site.IsSettled() && Endpoints().All(static one => one.Endpoint.Transactions == 0)
        && site.Living.All(static node => (node.Node.SipServer?.Calls ?? 0) + (node.Node.Recorder?.Sessions ?? 0) == 0
            && (node.Node.MediaServer?.Media.PortPairs ?? 0) == 0);

    /// <summary>Places at Media Servers or recorders are reserved that nobody has given back yet: their leases end them.</summary>
    public bool HoldsReservations => Reservations().Any();

    /// <summary>Notes everything that is not as it should be.</summary>
    public void Look(CallPlay play)
    {
        foreach (var broken in Nodes().Concat(Phones(play)).Concat(Journals()).Concat(Reservations()).Concat(Calls()).Concat(Leaks()))
            site.Findings.Add(broken);
    }

    private IEnumerable<(string Name, SipEndpoint Endpoint)> Endpoints() =>
    [
        .. site.Living.SelectMany(node => new (string, SipEndpoint?)[]
        {
            (node.Name, node.Node.SipServer?.Endpoint), ($"{node.Name}-rm", node.Node.ResourceManager?.Endpoint),
            (node.Name, node.Node.MediaServer?.Endpoint), ($"{node.Name}-rec", node.Node.Recorder?.Endpoint),
        }).Where(static room => room.Item2 is not null).Select(static room => (room.Item1, room.Item2!)),
        .. site.Phones.Select(phone => (phone.Address.User!, phone.Endpoint)),
    ];

    private IEnumerable<string> Nodes()
    {
        if (!site.IsSettled()) yield return "the cluster does not settle: " + string.Join("; ", site.Living.Select(node =>
            $"{node.Name} {string.Join(", ", node.Node.Readiness.Reasons)} {string.Join(' ', node.Node.SipServer?.Shards?.Here ?? [])}"));
        foreach (var node in site.Living)
        {
            if (node.Node.SipServer?.Calls > 0) yield return $"{node.Node.SipServer.Calls} calls are left at {node.Name}";
            if (node.Node.Recorder?.Sessions > 0) yield return $"{node.Node.Recorder.Sessions} sessions are left at {node.Name}";
            if (node.Node.MediaServer?.Media.PortPairs > 0) yield return $"{node.Node.MediaServer.Media.PortPairs} port pairs are leased by {node.Name}";
            foreach (var region in node.Node.Regions)
            {
                foreach (var stopped in region.Stopped) yield return $"{region.Category}/{stopped.Id} is stopped on {node.Name}: {stopped.Reason}";
                if (Lasting.Contains(region.Category, StringComparer.Ordinal)) continue;
                foreach (var id in region.Loaded) yield return $"{region.Category}/{id} is still loaded on {node.Name}";
            }
        }

        foreach (var (name, endpoint) in Endpoints().Where(static one => one.Endpoint.Transactions > 0))
            yield return $"transactions are left at {name}: {string.Join(", ", endpoint.NamedTransactions)}";
    }

    private IEnumerable<string> Phones(CallPlay play)
    {
        foreach (var request in site.Requests.Unanswered) yield return $"never answered: {request}";
        foreach (var call in play.Calls.Where(static call => !call.Ended.IsCompleted))
            yield return $"{(call is OutgoingCall ? "a caller" : "a callee")}'s call {call.CallId} goes on";
    }

    private IEnumerable<string> Journals()
    {
        foreach (var database in site.Databases)
        {
            var events = site.Simulator.Run(() => StoredAsync(database));
            foreach (var stream in events.GroupBy(stored => stored.Stream))
            {
                if (!stream.Select(stored => stored.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(n => (long)n)))
                    yield return $"{stream.Key} has a hole";
            }

            var counts = events.CountBy(stored => stored.AppendId).ToDictionary();
            foreach (var promised in database.Witness.Promised)
            {
                if (counts.GetValueOrDefault(promised.AppendId) != promised.Events.Count)
                    yield return $"{promised.Stream}: {promised.Events[0].Name} was acknowledged and is {counts.GetValueOrDefault(promised.AppendId)} times in the journal";
            }

            foreach (var stream in site.Simulator.Run(() => LiveAsync(database)))
            {
                if (!Lasting.Contains(stream.Category, StringComparer.Ordinal)) yield return $"{stream} has not ended";
            }
        }
    }

    /// <summary>A session that is led to another recorder is placed twice and released once: what is left counts.</summary>
    private IEnumerable<string> Reservations()
    {
        var stored = site.Simulator.Run(() => StoredAsync(site.Cluster));
        foreach (var server in stored.Where(static one => one.Stream.Category == "media-server").GroupBy(static one => one.Stream))
        {
            var state = server.Select(static one => ServerCodec.Decode(one.Data)).Aggregate(MediaServerDecider.Initial, MediaServerDecider.Evolve);
            foreach (var (leg, held) in state.Legs.All) yield return $"{server.Key} holds a place for leg {leg} of {held.ConferenceId}";
        }

        var pool = stored.Where(static one => one.Stream.Category == "recorder-pool").Select(static one => PoolCodec.Decode(one.Data))
            .Aggregate(RecorderPoolDecider.Initial, RecorderPoolDecider.Evolve);
        foreach (var (session, held) in pool.Sessions.All) yield return $"{held.Recorder} holds a place for session {session}";
    }

    private List<string> Calls()
    {
        var (calls, files) = ReadCalls();
        var listed = site.Simulator.Run(ProjectAsync);
        var completeness = new Completeness(site.Weather.Sound, Site.MediaPorts);
        Recorded = calls.Count(static call => call.IsRecorded);
        Unjudged = calls.Count(static call => call is { IsRecorded: true, IsOff: true });
        Gaps = files.SelectMany(static call => call).Count(static file => file.Gaps.Count > 0);
        return
        [
            .. calls.Where(call => !call.IsOff || JudgesAll).Select(call => call.FirstBroken(
                [.. files[call.CallUuid]], [.. listed.Recordings.Where(one => one.CallUuid == call.CallUuid)], completeness, ManifestOf)).OfType<string>(),
            .. listed.Calls.Where(static call => call.Progress != CallProgress.Ended)
                .Select(static call => $"call {call.CallUuid} is listed as {call.Progress}"),
            .. listed.Recordings.Where(static one => one.Progress != RecordingProgress.Sealed && (one.Progress != RecordingProgress.Failed || one.Reason is null))
                .Select(static one => $"recording {one.Id} is listed as {one.Progress}, because of {one.Reason ?? "nothing"}"),
        ];
    }

    private IEnumerable<string> Leaks()
    {
        var leaked = site.Simulator.Network.Bound.Where(address => !bound.Contains(address) && address.Port >= 10_000)
            .Select(static address => $"{address}").Order(StringComparer.Ordinal).ToList();
        if (leaked.Count > 0) yield return $"ports are left open: {string.Join(", ", leaked)}";
        LogTimers();
        if (Timers().Min() is var left && left > timers) yield return $"{left} timers are set on the nodes, {timers} before the first call";
    }

    /// <summary>Timers that are set on the living nodes, again and again.</summary>
    private List<int> Timers()
    {
        var counts = new List<int>();
        for (var look = 0; look < Looks; look++)
        {
            site.Simulator.RunFor(LookApart);
            counts.Add(site.Living.Sum(static node => node.Clock.Set));
        }

        return counts;
    }

    /// <summary>Says where the timers were made that are set, for whoever looks at a run.</summary>
    private void LogTimers()
    {
        if (!site.KeepsLog) return;
        foreach (var node in site.Living)
        {
            foreach (var made in node.Clock.Makers.CountBy(static maker => maker)) site.Log(node.Name, $"{made.Value} timers made by {made.Key}");
        }
    }

    private (IReadOnlyList<KeptCall> Calls, ILookup<string, RecordedFile> Files) ReadCalls()
    {
        var cluster = site.Simulator.Run(() => StoredAsync(site.Cluster));
        var media = site.Databases.Where(database => database != site.Cluster).SelectMany(database => site.Simulator.Run(() => StoredAsync(database)));
        var files = media.Where(static stored => stored.Stream.Category == "recording")
            .Select(static stored => RecordingCodec.Decode(stored.Data)).OfType<RecordingSealed>()
            .ToLookup(static made => made.Call.CallUuid, static made => made.File, StringComparer.Ordinal);
        var calls = cluster.Where(static stored => stored.Stream.Category == "call")
            .GroupBy(static stored => stored.Stream.Id, StringComparer.Ordinal)
            .Select(call => call.Aggregate(
                new KeptCall(call.Key), (kept, stored) => kept.After(
                    CallCodec.Decode(stored.Data), site.Cluster.Witness.StoredAt(stored), site.Cluster.Witness.WasOff(stored))))
            .ToList();
        return (calls, files);
    }

    /// <summary>Two recorders that recorded the same have files of the same name: the hash tells them apart.</summary>
    private RecordingManifest ManifestOf(RecordedFile file) =>
        Directory.EnumerateFiles(site.Folder, Path.GetFileName(Path.ChangeExtension(file.Name, ".json")), SearchOption.AllDirectories)
            .Select(static path => JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.RecordingManifest)!)
            .First(manifest => manifest.Files.Any(listed => listed.Sha256 == file.Sha256));

    /// <summary>What is listed, made from the whole journals at once.</summary>
    private async Task<(IReadOnlyList<CallDocument> Calls, IReadOnlyList<RecordingDocument> Recordings)> ProjectAsync()
    {
        var store = new MemoryReadModels();
        var journal = new JournalsInOne([.. site.Databases.Select(static database => database.Journal)]);
        await using (var projections = new ProjectionRunner(journal, null, store, [.. Enumerable.Range(0, journal.Shards)], site.Simulator.Time, NullLogger.Instance))
        {
            projections.Start();
            await site.Simulator.Delay(TimeSpan.FromMilliseconds(1));
        }

        var queries = new ReportingQueries(store);
        var calls = await queries.CallsAsync(new ReadModelFilter(), CancellationToken.None);
        var recordings = await queries.RecordingsAsync(new ReadModelFilter(), CancellationToken.None);
        return (calls.Items, recordings.Items);
    }

    private static async Task<List<StoredEvent>> StoredAsync(Database database)
    {
        var events = new List<StoredEvent>();
        for (var shard = 0; shard < JournalsInOne.ShardsOfEach; shard++)
        {
            await foreach (var stored in database.Journal.ReadShardAsync(shard, 0, CancellationToken.None)) events.Add(stored);
        }

        return events;
    }

    private static async Task<List<StreamId>> LiveAsync(Database database)
    {
        var live = new List<StreamId>();
        for (var shard = 0; shard < JournalsInOne.ShardsOfEach; shard++)
            live.AddRange(await database.Journal.LiveStreamsAsync(shard, CancellationToken.None));
        return live;
    }
}
