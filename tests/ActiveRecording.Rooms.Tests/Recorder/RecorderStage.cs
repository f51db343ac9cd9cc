using System.Net;
using System.Text.Json;
using ActiveRecording.Archive;
using ActiveRecording.Archive.Manifests;
using ActiveRecording.EventSourcing;
using ActiveRecording.Recorder;
using ActiveRecording.Rtp.Codecs;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Rtp.Wav;
using ActiveRecording.Sdp;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Journals;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.Recorder;

/// <summary>A recorder and a Media Server's part under virtual time, in a folder of their own.</summary>
internal sealed class RecorderStage : IDisposable
{
    public const string Id = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    public const string CallUuid = "01AE904GK088LFQD2CGB02LAES0000EP";
    private const int SipPort = 5360;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"recorder-tests-{Guid.NewGuid():N}");
    private readonly List<Voice> voices = [];
    private MemoryJournal memory = new();

    public RecorderStage(Func<RecorderOptions, RecorderOptions>? change = null)
    {
        Options = new RecorderOptions
        {
            Sip = new SipEndpointOptions { Name = "recorder", Udp = [new IPEndPoint(IPAddress.Loopback, SipPort)] },
            Media = new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(24_000, 24_098)),
            Archive = ArchiveOptions.Under(folder),
        };
        Options = change?.Invoke(Options) ?? Options;
        Journal = new DelayedJournal(memory, Simulator.Time);
        Disk = new HeldScheduler(Simulator.Scheduler);
        Client = new RecordingClient(Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers);
        Room = Start();
    }

    public Simulator Simulator { get; } = new();

    public RecordingClient Client { get; }

    /// <summary>What waits for the disk runs here.</summary>
    public HeldScheduler Disk { get; }

    public DelayedJournal Journal { get; private set; }

    public RecorderRoom Room { get; private set; }

    public long FreeBytes { get; set; } = 1L << 40;

    public RecorderOptions Options { get; }

    public string[] Events => [.. Enumerable.Range(0, 16)
        .SelectMany(shard => memory.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable())
        .Select(stored => stored.Data.Name)];

    public JsonElement Payload(string name) => Enumerable.Range(0, 16)
        .SelectMany(shard => memory.ReadShardAsync(shard, 0, CancellationToken.None).ToBlockingEnumerable())
        .Where(stored => stored.Data.Name == name).Select(stored => JsonDocument.Parse(stored.Data.Payload).RootElement).Last();

    public Voice Voice(int port, int seed, byte payloadType = Recorder.Voice.Pcma, int packetTicks = Recorder.Voice.PacketSamples)
    {
        var voice = new Voice(Simulator.Network, port, seed, payloadType, packetTicks);
        voices.Add(voice);
        return voice;
    }

    public static SipUri Uri(string dn, string otherDn, DateTimeOffset? answered = null, string id = Id, string recordDn = "1001") =>
        SipUri.Parse($"sip:record={id}@127.0.0.1:{SipPort}").WithParameter("calluuid", CallUuid).WithParameter("dn", dn)
            .WithParameter("recordDN", recordDn).WithParameter("otherDN", otherDn).WithParameter("connId", "009a021843038407")
            .WithParameter("ani", "1003").WithParameter("dnis", "1001")
            .WithParameter("dateTime", (answered ?? VirtualTime.Start).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture))
            .WithParameter("filename", "call_1001_1003");

    public static string Offer(int port, string direction = "sendonly", int version = 1) =>
        $"v=0\r\no=- 42 {version} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n{Line(port, direction)}";

    public static string Line(int port, string direction = "sendonly") =>
        $"m=audio {port} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\na={direction}\r\n";

    /// <summary>Begins a session for one party.</summary>
    public Task<DialogState> BeginAsync(Voice voice, string dn, string otherDn, int? segment = null)
    {
        var uri = Uri(dn, otherDn);
        if (segment is not null) uri = uri.WithParameter("segment", $"{segment}");
        return BeginAsync(uri, Offer(voice.Port), voice);
    }

    /// <summary>Begins a session of that offer; each m= line is a voice's.</summary>
    public async Task<DialogState> BeginAsync(SipUri uri, string offer, params Voice[] voices)
    {
        var invite = Client.CreateInvite(uri, offer);
        var response = await Client.SendAsync(invite);
        Assert.Equal(200, response.StatusCode);
        for (var line = 0; line < voices.Length; line++) voices[line].Recorder = PortOf(response, line);
        return Dialog.FromUac(invite, response);
    }

    public static SessionDescription Answer(SipResponse response)
    {
        Assert.True(SessionDescription.TryParse(response.Body.Span, out var answer));
        return answer;
    }

    public static IPEndPoint PortOf(SipResponse response, int line) => new(IPAddress.Loopback, Answer(response).Media[line].Port);

    /// <summary>Sends packets on the clock, with a report before the first.</summary>
    public async Task TalkAsync(int first, int count, params Voice[] talking)
    {
        foreach (var voice in talking) voice.Report(first, Simulator.Time.GetUtcNow());
        for (var packet = first; packet < first + count; packet++)
        {
            foreach (var voice in talking) voice.Send(packet);
            await Simulator.Delay(Recorder.Voice.PacketTime);
        }
    }

    public Task HangUpAsync(params DialogState[] dialogs) => HangUpAsync(endedAt: null, dialogs);

    /// <summary>Says BYE, and when the call ended.</summary>
    public async Task HangUpAsync(DateTimeOffset? endedAt, params DialogState[] dialogs)
    {
        foreach (var dialog in dialogs)
        {
            var (_, bye) = Dialog.CreateRequest(dialog, SipMethod.Bye);
            bye.CallEnded = endedAt;
            Assert.Equal(200, (await Client.SendAsync(bye)).StatusCode);
        }
    }

    public void RunUntil(string @event) => Assert.True(
        Simulator.RunUntil(() => Events.Contains(@event), TimeSpan.FromMinutes(3)), $"No {@event}: {string.Join(", ", Events)}");

    public short[] Channel(int channel, string file = "call_1001_1003.wav")
    {
        Assert.True(WavFile.TryRead(File.ReadAllBytes(Room.PathOf(file)), out var wav));
        return wav.Channel(channel);
    }

    public RecordingManifest Manifest(string name = "call_1001_1003") => JsonSerializer.Deserialize(
        File.ReadAllBytes(Room.PathOf(name + ".json")), ManifestJson.Default.RecordingManifest)!;

    public static short[] Decoded(Voice voice, int first, int count) =>
        [.. Enumerable.Range(first, count).SelectMany(voice.Codes).Select(G711.DecodeALaw)];

    public void Crash() => Room.Dispose();

    public void Restart()
    {
        memory = memory.OtherWriter();
        Journal = new DelayedJournal(memory, Simulator.Time);
        Room = Start();
    }

    public void Dispose()
    {
        Room.Dispose();
        Client.Dispose();
        foreach (var voice in voices) voice.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private RecorderRoom Start()
    {
        var room = new RecorderRoom(
            Options, Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, Journal, NullLoggerFactory.Instance,
            freeSpace: _ => FreeBytes, disk: Disk);
        Simulator.Run(() => room.StartAsync(CancellationToken.None));
        return room;
    }
}
