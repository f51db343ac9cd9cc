using System.Net;
using ActiveRecording.EventSourcing;
using ActiveRecording.ResourceManager;
using ActiveRecording.Simulation;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rooms.Tests.ResourceManager;

/// <summary>A Resource Manager at 127.0.0.1:5160, a caller, two Media Servers, two recorders, on a virtual network.</summary>
public abstract class ResourceManagerRig : IDisposable
{
    private protected const string Msml = "sip:msml=CONF@127.0.0.1:5160;dn=1001;record";
    private protected const string Record = "sip:record=REC@127.0.0.1:5160;calluuid=U;dn=1001;recordDN=1001";

    private MemoryJournal journal = new();

    private protected ResourceManagerRig(Func<ResourceManagerOptions, ResourceManagerOptions>? change = null)
    {
        Options = (change ?? (options => options))(new()
        {
            Sip = new()
            {
                Name = "resource-manager",
                Udp = [new(IPAddress.Loopback, 5160)],
                Tcp = [new(IPAddress.Loopback, 5160)],
            },
            Peers = ["sip:127.0.0.1:5060", "sip:127.0.0.1:5070"],
            MediaServers = [Resource("media-1", 5260), Resource("media-2", 5261)],
            Recorders = [Resource("recorder-1", 5360), Resource("recorder-2", 5361)],
            ServiceParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["recordingclient.recmediactl"] = "fixed,2" },
        });
        Caller = new(Simulator, 5060);
        Media1 = new(Simulator, 5260);
        Media2 = new(Simulator, 5261);
        Recorder1 = new(Simulator, 5360);
        Recorder2 = new(Simulator, 5361);
        Database = new(journal);
        Room = NewRoom();
        Simulator.Run(() => Room.StartAsync(CancellationToken.None));
    }

    protected Simulator Simulator { get; } = new();

    private protected ResourceManagerOptions Options { get; }

    private protected ResourceManagerRoom Room { get; private set; }

    private protected StalledJournal Database { get; private set; }

    private protected Peer Caller { get; }

    private protected Peer Media1 { get; }

    private protected Peer Media2 { get; }

    private protected Peer Recorder1 { get; }

    private protected Peer Recorder2 { get; }

    private protected static SipHop Proxy { get; } = new(SipTransport.Udp, new(IPAddress.Loopback, 5160));

    private protected IEnumerable<string> Journal
    {
        get
        {
            var events = new List<string>();
            Simulator.Run(async () =>
            {
                for (var shard = 0; shard < Options.Shards; shard++)
                {
                    await foreach (var stored in journal.ReadShardAsync(shard, 0, CancellationToken.None))
                        events.Add($"{stored.Stream} {stored.Data.Name}");
                }
            });
            return events;
        }
    }

    private protected static ResourceOptions Resource(string name, int port) =>
        new() { Name = name, Aor = $"sip:127.0.0.1:{port}", PortCapacity = 4 };

    protected void Run(double milliseconds) => Simulator.RunFor(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The room dies and another one takes its place.</summary>
    private protected void Restart()
    {
        Room.Endpoint.Dispose();
        Run(1);
        journal = journal.OtherWriter();
        Database = new(journal);
        Room = NewRoom();
        Simulator.Run(() => Room.StartAsync(CancellationToken.None));
    }

    public void Dispose()
    {
        Room.Dispose();
        foreach (var peer in (Peer[])[Caller, Media1, Media2, Recorder1, Recorder2]) peer.Dispose();
        GC.SuppressFinalize(this);
    }

    private ResourceManagerRoom NewRoom() => new(
        Options, Simulator.Network, Simulator.Scheduler, Simulator.Time, Simulator.Identifiers, Database, NullLoggerFactory.Instance);
}
