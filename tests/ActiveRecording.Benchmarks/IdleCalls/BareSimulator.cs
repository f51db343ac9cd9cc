using System.Net;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Simulation;

namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>
/// What a simulator's sockets and timers take by themselves. Their addresses and what they call are the owner's and not
/// counted.
/// </summary>
internal static class BareSimulator
{
    private const int FirstPort = 1_024;
    private const int PortsPerAddress = 60_000;

    private static readonly DatagramReceived Received = static (_, _) => { };
    private static readonly TimerCallback Fired = static _ => { };

    /// <summary>Live heap of that many of either.</summary>
    public static long Bytes(int sockets, int timers)
    {
        var simulator = new Simulator();
        var addresses = Enumerable.Range(0, sockets)
            .Select(i => new IPEndPoint(new IPAddress([127, 0, 1, (byte)(i / PortsPerAddress)]), FirstPort + i % PortsPerAddress))
            .ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var address in addresses) simulator.Network.OpenDatagram(address, Received);
        for (var i = 0; i < timers; i++) simulator.Time.CreateTimer(Fired, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(addresses);
        GC.KeepAlive(simulator);
        return grown;
    }
}
