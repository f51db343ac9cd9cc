using System.Net;
using System.Text.Json;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Files;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using ActiveRecording.Phone;
using ActiveRecording.Phone.Media;
using ActiveRecording.Recorder;
using ActiveRecording.ResourceManager;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Crashes;
using ActiveRecording.Simulation.Flows;
using ActiveRecording.Simulation.Journals;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Sessions;
using ActiveRecording.SystemTests.Crashes;
using ActiveRecording.SystemTests.Snapshots;
using ActiveRecording.SipServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.SystemTests.Calls;

/// <summary>
/// All four rooms as the quickstart node has them, phones 1001 to 1004, peers 2001 to 2003 and a trunk, under virtual time:
/// 1001, 1002 and 2003 are recorded.
/// </summary>
internal sealed class House : IDisposable
{
    public const int Shards = 16;
    public const string Password = "quickstart";
    private static readonly string[] Rooms = ["sip-server", "resource-manager", "media-server", "recorder"];
    private static readonly string[] HandPeers = ["carol", "dave", "erin"];

    /// <summary>In memory where the system has such a place: files are made by the thousand.</summary>
    private static readonly string Root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly List<string> peers = [];
    private readonly string folder = Path.Combine(Root, $"system-tests-{Guid.NewGuid():N}");
    private readonly SipFlow flow = new();
    private readonly List<ScriptedPhone> phones = [];
    private readonly List<HandPeer> handPeers = [];
    private readonly Dictionary<string, PhonePorts> mediaPorts = [];
    private readonly JournalTrace journal;
    private readonly MemoryJournal memory = new();
    private DateTimeOffset drawnFrom = VirtualTime.Start;

    public House(
        ulong seed = 1, bool shuffled = false, int recorderMediaControl = 2,
        Func<SipServerOptions, SipServerOptions>? change = null, FreeSpaceProbe? freeSpace = null,
        SessionTimerOptions? sessionTimer = null)
    {
        var timer = sessionTimer ?? new();
        Requests = new RequestLedger(flow);
        Simulator = new Simulator(seed, shuffled);
        Disk = new DelayedJournal(memory, Simulator.Time);
        journal = new JournalTrace(Disk, Simulator.Time);
        Recorder = new RecorderRoom(
            new RecorderOptions
            {
                Sip = Endpoint("recorder", 5360),
                Media = Media(24_000, 31_998),
                Archive = ArchiveOptions.Under(folder),
                SessionTimer = timer,
            },
            Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, journal, NullLoggerFactory.Instance, Requests,
            freeSpace);
        MediaServer = new MediaServerRoom(
            new MediaServerOptions
            {
                Sip = Endpoint("media-server", 5260),
                Media = Media(16_000, 23_998),
                RecorderRouteSet = "<sip:127.0.0.1:5160;lr>",
                SessionTimer = timer,
            },
            MediaServerLife.Network(Simulator), MediaServerLife.Scheduler(Simulator), MediaServerLife.Time(Simulator),
            Simulator.Identifiers, MediaServerLife.Journal(journal), NullLoggerFactory.Instance, MediaServerLife.Trace(Requests));
        ResourceManager = new ResourceManagerRoom(
            new ResourceManagerOptions
            {
                Sip = Endpoint("resource-manager", 5160),
                Peers = ["sip:127.0.0.1:5060"],
                MediaServers = [new() { Name = "media-1", Aor = "sip:127.0.0.1:5260" }],
                Recorders = [new() { Name = "recorder-1", Aor = "sip:127.0.0.1:5360" }],
                ServiceParameters = new Dictionary<string, string> { ["recordingclient.recmediactl"] = $"fixed,{recorderMediaControl}" },
            },
            Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, journal, NullLoggerFactory.Instance, Requests);
        var options = new SipServerOptions
        {
            Sip = Endpoint("sip-server", 5060),
            SessionTimer = timer,
            Dns =
            [
                new() { Number = "1001", Password = Password, Record = true },
                new() { Number = "1002", Password = Password, Record = true },
                new() { Number = "1003", Password = Password },
                new() { Number = "1004", Password = Password },
                new() { Number = "2001", Contact = "sip:2001@127.0.0.1:5095", Trusted = true },
                new() { Number = "2002", Contact = "sip:2002@127.0.0.1:5096" },
                new() { Number = "2003", Contact = "sip:2003@127.0.0.1:5097", Record = true },
                new() { Number = "pstn", Type = DnType.Trunk, Prefix = "9", Contact = "sip:127.0.0.1:5090" },
            ],
        };
        SipServer = new SipServerRoom(
            change?.Invoke(options) ?? options,
            SipServerLife.Network(Simulator), SipServerLife.Scheduler(Simulator), SipServerLife.Time(Simulator),
            Simulator.Identifiers, SipServerLife.Journal(journal), NullLoggerFactory.Instance, SipServerLife.Trace(Requests));
        Simulator.Run(async () =>
        {
            await Recorder.StartAsync(CancellationToken.None);
            await MediaServer.StartAsync(CancellationToken.None);
            await ResourceManager.StartAsync(CancellationToken.None);
            await SipServer.StartAsync(CancellationToken.None);
        });
    }

    public Simulator Simulator { get; }

    /// <summary>What all four rooms journal on.</summary>
    public DelayedJournal Disk { get; }

    public SipServerRoom SipServer { get; }

    /// <summary>Ends when the SIP Server is to die without a word.</summary>
    public Life SipServerLife { get; } = new();

    public ResourceManagerRoom ResourceManager { get; }

    public MediaServerRoom MediaServer { get; }

    /// <summary>Ends when the Media Server is to die without a word.</summary>
    public Life MediaServerLife { get; } = new();

    public RecorderRoom Recorder { get; }

    /// <summary>The same, to be read.</summary>
    public IJournal Journal => journal;

    /// <summary>All that is in the journal.</summary>
    public async Task<List<StoredEvent>> StoredAsync()
    {
        var events = new List<StoredEvent>();
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var stored in Journal.ReadShardAsync(shard, 0, CancellationToken.None)) events.Add(stored);
        }

        return events;
    }

    /// <summary>Every request on the wire and whether it was answered.</summary>
    public RequestLedger Requests { get; }

    /// <summary>The phones made so far.</summary>
    public IReadOnlyList<ScriptedPhone> Phones => phones;

    /// <summary>Where the phone of each number has its media.</summary>
    public IReadOnlyDictionary<string, PhonePorts> MediaPorts => mediaPorts;

    /// <summary>What was journalled: stream and event.</summary>
    public IReadOnlyList<string> Events => [.. journal.Events.Select(e => e.Text)];

    /// <summary>When an event was journalled last.</summary>
    public DateTimeOffset EventAt(string name) => journal.Events.Last(e => e.Text.EndsWith(name, StringComparison.Ordinal)).At;

    /// <summary>A phone that is registered; the ladder begins after it.</summary>
    public ScriptedPhone Registered(string name, string number, Func<PhoneOptions, PhoneOptions>? change = null)
    {
        var phone = Phone(name, number, 5070 + int.Parse(number[^2..], System.Globalization.CultureInfo.InvariantCulture), change);
        Assert.Equal(200, Simulator.Run(() => phone.RegisterAsync()));
        Simulator.RunFor(TimeSpan.FromMilliseconds(10));
        drawnFrom = Simulator.Time.GetUtcNow();
        return phone;
    }

    /// <summary>A phone at a port of loopback.</summary>
    public ScriptedPhone Phone(string name, string number, int port, Func<PhoneOptions, PhoneOptions>? change = null)
    {
        var options = new PhoneOptions
        {
            Name = name,
            User = number,
            Password = Password,
            Local = Loopback(port),
            Server = SipUri.Parse("sip:127.0.0.1:5060"),
            Ports = new PhonePorts(10_000 + (port % 100) * 20, 10_018 + (port % 100) * 20),
        };
        var phone = new ScriptedPhone(
            change?.Invoke(options) ?? options,
            Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, NullLogger.Instance, Requests);
        phones.Add(phone);
        mediaPorts[number] = options.Ports;
        return phone;
    }

    /// <summary>
    /// A peer played by hand: 2001 (carol) and 2002 (dave), not recorded, 2003 (erin), recorded; the ladder begins after it.
    /// </summary>
    public HandPeer Peer(string name, bool tcp = false)
    {
        var index = Array.IndexOf(HandPeers, name);
        drawnFrom = Simulator.Time.GetUtcNow();
        peers.Add(name);
        return Keep(new HandPeer(Simulator, flow, name, $"{2001 + index}", Loopback(5095 + index), tcp));
    }

    /// <summary>What is behind the trunk, played by hand.</summary>
    public HandPeer Trunk(string name)
    {
        peers.Add(name);
        return Keep(new HandPeer(Simulator, flow, name, "0301234567", Loopback(5090)));
    }

    /// <summary>Calls and waits until both phones talk.</summary>
    public (OutgoingCall Caller, IncomingCall Callee) Connect(ScriptedPhone from, string number, ScriptedPhone to)
    {
        var call = from.Call(number);
        return Simulator.Run(async () =>
        {
            var callee = await to.NextCallAsync();
            await call.Established;
            return (call, callee);
        });
    }

    /// <summary>Connects two peers played by hand.</summary>
    public void Connect(HandPeer caller, HandPeer callee)
    {
        Assert.Equal(200, caller.Send(caller.Invite(callee.Number, caller.Sdp())).StatusCode);
        RunFor(0.5);
    }

    /// <summary>Hangs up and lets everybody close.</summary>
    public void HangUp(HandPeer peer)
    {
        Assert.Equal(200, peer.Send(peer.Next(SipMethod.Bye)).StatusCode);
        RunFor(1);
        Assert.Equal(0, SipServer.Calls);
    }

    public void RunFor(double seconds) => Simulator.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>The sealed recordings' files.</summary>
    public IReadOnlyList<string> Recordings => Directory.Exists(Path.Combine(folder, "recordings"))
        ? [.. Directory.EnumerateFiles(Path.Combine(folder, "recordings"), "*.wav", SearchOption.AllDirectories)]
        : [];

    /// <summary>The manifest of the one recording there is.</summary>
    public RecordingManifest Manifest() => ManifestOf(Assert.Single(Recordings));

    /// <summary>The manifest beside a file.</summary>
    /// <param name="file">Its name or its path.</param>
    public RecordingManifest ManifestOf(string file) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.ChangeExtension(Path.Combine(folder, "recordings", file), ".json")),
        ManifestJson.Default.RecordingManifest)!;

    /// <summary>A file of the one recording there is.</summary>
    public byte[] FileOf(ManifestFile file) =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Assert.Single(Recordings))!, file.Name));

    /// <summary>Waits for a recording to be sealed and reads it.</summary>
    public WavFile Sealed()
    {
        Assert.True(
            Simulator.RunUntil(() => Events.Any(e => e.Contains("sealed", StringComparison.Ordinal)), TimeSpan.FromMinutes(1)),
            Ladder());
        Assert.True(WavFile.TryRead(File.ReadAllBytes(Assert.Single(Recordings)), out var wav));
        return wav;
    }

    /// <summary>Ladders begin at this instant.</summary>
    public void DrawFromHere() => drawnFrom = Simulator.Time.GetUtcNow();

    /// <summary>What was said since everybody was registered, and beneath it what was journalled.</summary>
    public string Ladder() => Draw(Participants());

    /// <summary>The same with other phones on the right.</summary>
    public string Ladder(params IEnumerable<string> phones) => Draw(["alice", .. Rooms, .. phones]);

    private string Draw(IReadOnlyList<string> participants) => new LadderWriter(drawnFrom, participants).Draw(
        flow.Messages.Where(m => m.SentAt >= drawnFrom),
        journal.Events.Where(e => e.At >= drawnFrom));

    public void Dispose()
    {
        SipServer.Dispose();
        ResourceManager.Dispose();
        MediaServer.Dispose();
        Recorder.Dispose();
        foreach (var phone in phones) phone.Dispose();
        foreach (var peer in handPeers) peer.Endpoint.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        // Whatever a test was about: every state it led to can be kept.
        Assert.Null(KeptStates.FirstDifference(Written(), out _));
    }

    /// <summary>All that is in the journal, read beside its delays.</summary>
    public IEnumerable<StoredEvent> Written() => Enumerable.Range(0, Shards)
        .SelectMany(shard => memory.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable());

    /// <summary>The first party on the left, the second on the right.</summary>
    private IReadOnlyList<string> Participants() => peers switch
    {
        [] => ["alice", .. Rooms, "bob"],
        [var only] => ["alice", .. Rooms, only],
        [var first, .. var others] => [first, .. Rooms, .. others],
    };

    private HandPeer Keep(HandPeer peer)
    {
        handPeers.Add(peer);
        return peer;
    }

    private static IPEndPoint Loopback(int port) => new(IPAddress.Loopback, port);

    private static SipEndpointOptions Endpoint(string name, int port) =>
        new() { Name = name, Udp = [Loopback(port)], Tcp = [Loopback(port)], IdleClose = TimeSpan.FromMinutes(2) };

    private static RtpDataPlaneOptions Media(int first, int last) => new(IPAddress.Loopback, new RtpPortRange(first, last));
}
