using System.Globalization;
using System.Net;
using ActiveRecording.Benchmarks.Load;
using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>
/// The process that <see cref="OwnRelay"/> starts: bridged calls with replicas on our data plane, and nothing else. Reads the calls, says the ports
/// of their legs, and counts what is allocated between two bytes that it is sent.
/// </summary>
internal sealed class OwnRelayProcess : ILegObserver
{
    public static int Run()
    {
        using var input = System.Console.OpenStandardInput();
        var lines = new StreamReader(input);
        var head = lines.ReadLine()!.Split(' ');
        var recorders = Enum.Parse<Recorders>(head[1]);
        var calls = Enumerable.Range(0, int.Parse(head[0], CultureInfo.InvariantCulture))
            .Select(_ => lines.ReadLine()!.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray())
            .ToList();

        using var own = new OwnPlane();
        var observer = new OwnRelayProcess();
        for (var call = 0; call < calls.Count; call++)
        {
            var ports = calls[call];
            var a = observer.Open(own, call, ports[0], ports[2], recorders);
            var b = observer.Open(own, call, ports[1], ports[3], recorders);
            a.BridgeTo(b);
            System.Console.WriteLine(FormattableString.Invariant($"{a.Local.Rtp.Port} {b.Local.Rtp.Port}"));
        }

        CountAllocations(input);
        return 0;
    }

    void ILegObserver.Observed(IRtpLeg leg, LegFact fact)
    {
    }

    private static void CountAllocations(Stream input)
    {
        Span<byte> asked = stackalloc byte[1];
        var before = 0L;
        while (input.Read(asked) == 1)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            if (asked[0] == OwnRelay.MarkByte) before = GC.GetTotalAllocatedBytes(precise: true);
            else System.Console.WriteLine((allocated - before).ToString(CultureInfo.InvariantCulture));
        }
    }

    private IRtpLeg Open(OwnPlane own, int call, int peer, int recorder, Recorders recorders)
    {
        if (!own.Plane.TryOpenLeg(OwnPlane.Leg(call), this, out var leg)) throw new InvalidOperationException("No port is free for a leg.");
        leg.SetRemote(new LegRemote(
            RtpEndpoints.At(IPAddress.Loopback, peer), MediaDirection.SendReceive, [PayloadFormat.Pcmu, PayloadFormat.Pcma]));
        if (recorders == Recorders.None) return leg;
        if (!own.Plane.TryOpenReplica(OwnPlane.Replica(recorders), leg, out var replica))
            throw new InvalidOperationException("No port is free for a replica.");
        replica.SetRemote(RtpEndpoints.At(IPAddress.Loopback, recorder));
        return leg;
    }
}
