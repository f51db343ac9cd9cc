using System.Net;
using ActiveRecording.Archive;
using ActiveRecording.MediaServer;
using ActiveRecording.Recorder;
using ActiveRecording.ResourceManager;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Simulation;
using ActiveRecording.Sip;
using ActiveRecording.SipServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>
/// What a recorded call that nobody touches costs: live heap of all four roles after a forced collection, 1,000 calls
/// that were answered 40 s ago, each with both parties', both media legs' and both recording sessions' dialogs, under
/// virtual time; and what it has put into the journal by then. What the sockets and timers of the simulated network and
/// clock take is told apart: see <see cref="BareSimulator"/>.
/// </summary>
internal static class IdleRecordedCalls
{
    private const int FirstCalls = 10;

    /// <param name="calls">How many; the heap's own grain is spread over them.</param>
    public static IdleCallCost PerCall(int calls)
    {
        var folder = Directory.CreateTempSubdirectory("idle-calls-").FullName;
        try
        {
            return Measure(folder, calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IdleCallCost Measure(string folder, int calls)
    {
        var streams = 3 * calls + 30;
        var simulator = new Simulator();
        var journal = new CountingJournal();
        using var recorder = new RecorderRoom(
            new RecorderOptions { Sip = Sip("recorder", 5360), Media = Media(28_000, 36_998), Archive = ArchiveOptions.Under(folder), MediaTimeout = TimeSpan.FromHours(1) },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        using var media = new MediaServerRoom(
            new MediaServerOptions { Sip = Sip("media-server", 5260), Media = Media(16_000, 25_998), MaxPorts = streams, RecorderRouteSet = "<sip:127.0.0.1:5160;lr>" },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        var manager = new ResourceManagerRoom(
            new ResourceManagerOptions
            {
                Sip = Sip("resource-manager", 5160),
                Peers = ["sip:127.0.0.1:5060"],
                MediaServers = [new() { Name = "media-1", Aor = "sip:127.0.0.1:5260", PortCapacity = streams }],
                Recorders = [new() { Name = "recorder-1", Aor = "sip:127.0.0.1:5360", PortCapacity = streams }],
            },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        using var server = new SipServerRoom(
            new SipServerOptions
            {
                Sip = Sip("sip-server", 5060),
                Dns =
                [
                    new() { Number = "1003", Contact = "sip:1003@127.0.0.1:5090" },
                    new() { Number = "pstn", Type = DnType.Trunk, Contact = "sip:127.0.0.1:5090", Record = true },
                ],
            },
            simulator.Network, simulator.Scheduler, simulator.Time, simulator.Identifiers, journal, NullLoggerFactory.Instance);
        simulator.Run(async () =>
        {
            await recorder.StartAsync(CancellationToken.None);
            await media.StartAsync(CancellationToken.None);
            await manager.StartAsync(CancellationToken.None);
            await server.StartAsync(CancellationToken.None);
        });

        var parties = new BareParties(simulator, At(5090), At(5060));
        Place(simulator, parties, FirstCalls);
        simulator.RunFor(TimeSpan.FromSeconds(40));
        var (sockets, timers) = (simulator.Network.Bound.Count, simulator.Time.Pending.Count);
        var (heap, bytes) = (GC.GetTotalMemory(forceFullCollection: true), journal.Bytes);
        Place(simulator, parties, calls);
        simulator.RunFor(TimeSpan.FromSeconds(40));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - heap;

        GC.KeepAlive(manager);
        Demand(parties.Answered, FirstCalls + calls, "answered");
        Demand(journal.Count("recording-started"), FirstCalls + calls, "recorded");
        var simulated = BareSimulator.Bytes(
            simulator.Network.Bound.Count - sockets, simulator.Time.Pending.Count - timers);
        return new(
            (grown - simulated) / (double)calls, simulated / (double)calls, (journal.Bytes - bytes) / (double)calls);
    }

    private static void Demand(int actual, int expected, string what)
    {
        if (actual != expected) throw new InvalidOperationException($"{actual} calls of {expected} were {what}.");
    }

    /// <summary>100 calls a second, so that the first is hardly older than the last.</summary>
    private static void Place(Simulator simulator, BareParties parties, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            parties.Call("1003");
            simulator.RunFor(TimeSpan.FromMilliseconds(10));
        }
    }

    private static IPEndPoint At(int port) => new(IPAddress.Loopback, port);

    private static SipEndpointOptions Sip(string name, int port) => new() { Name = name, Udp = [At(port)], Tcp = [At(port)] };

    private static PortableDataPlaneOptions Media(int first, int last) => new(IPAddress.Loopback, new RtpPortRange(first, last));
}
