using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.EventSourcing;
using ActiveRecording.MediaServer;
using ActiveRecording.Recorder;
using ActiveRecording.ResourceManager;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.SipServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>All four roles under virtual time, on one journal, and parties that call each other through them and are recorded.</summary>
internal sealed class FourRooms : IDisposable
{
    private readonly Simulator simulator;
    private readonly RecorderRoom recorder;
    private readonly MediaServerRoom media;
    private readonly ResourceManagerRoom manager;
    private readonly SipServerRoom server;

    /// <param name="simulator">Where they live.</param>
    /// <param name="journal">What they write to.</param>
    /// <param name="folder">Of the recordings.</param>
    /// <param name="streams">RTP ports of the Media Server and places at the recorder.</param>
    public FourRooms(Simulator simulator, IJournal journal, string folder, int streams)
    {
        this.simulator = simulator;
        recorder = new RecorderRoom(
            new RecorderOptions { Sip = Sip("recorder", 5360), Media = Media(28_000, 36_998), Archive = ArchiveOptions.Under(folder), MediaTimeout = TimeSpan.FromHours(1) },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        media = new MediaServerRoom(
            new MediaServerOptions { Sip = Sip("media-server", 5260), Media = Media(16_000, 25_998), MaxPorts = streams, RecorderRouteSet = "<sip:127.0.0.1:5160;lr>" },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        manager = new ResourceManagerRoom(
            new ResourceManagerOptions
            {
                Sip = Sip("resource-manager", 5160),
                Peers = ["sip:127.0.0.1:5060"],
                MediaServers = [new() { Name = "media-1", Aor = "sip:127.0.0.1:5260", PortCapacity = streams }],
                Recorders = [new() { Name = "recorder-1", Aor = "sip:127.0.0.1:5360", PortCapacity = streams }],
            },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        server = new SipServerRoom(
            Switch(Sip("sip-server", 5060)),
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        simulator.Run(async () =>
        {
            await recorder.StartAsync(CancellationToken.None);
            await media.StartAsync(CancellationToken.None);
            await manager.StartAsync(CancellationToken.None);
            await server.StartAsync(CancellationToken.None);
        });
        Parties = new BareParties(simulator, At(5090), At(5060));
    }

    /// <summary>Both sides of every call.</summary>
    public BareParties Parties { get; }

    /// <summary>The switch with the numbers of the parties.</summary>
    public static SipServerOptions Switch(SipEndpointOptions sip) => new()
    {
        Sip = sip,
        Dns =
        [
            new() { Number = "1003", Contact = "sip:1003@127.0.0.1:5090" },
            new() { Number = "pstn", Type = DnType.Trunk, Contact = "sip:127.0.0.1:5090", Record = true },
        ],
    };

    /// <summary>100 calls a second, so that the first is hardly older than the last.</summary>
    public void Place(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            Parties.Call("1003");
            simulator.RunFor(TimeSpan.FromMilliseconds(10));
        }
    }

    public void Dispose()
    {
        GC.KeepAlive(manager);
        server.Dispose();
        media.Dispose();
        recorder.Dispose();
    }

    private static IPEndPoint At(int port) => new(IPAddress.Loopback, port);

    private static SipEndpointOptions Sip(string name, int port) => new() { Name = name, Udp = [At(port)], Tcp = [At(port)] };

    private static RtpDataPlaneOptions Media(int first, int last) => new(IPAddress.Loopback, new RtpPortRange(first, last));
}
