using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>A plane of either kind on the machine's loopback, with what it tells its observers.</summary>
internal sealed class Wire : ILegObserver, IDisposable
{
    public const string Native = "native";
    public const string Portable = "portable";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SocketNetwork network = new(new SocketNetworkOptions(), NullLogger.Instance);
    private readonly IPAddress address;

    public Wire(string kind, IPAddress? address = null, RtpPortRange? ports = null, int shards = 1, TimeSpan? tick = null)
    {
        this.address = address ?? IPAddress.Loopback;
        var choice = kind == Native ? RtpPlaneChoice.Native : RtpPlaneChoice.Portable;
        Assert.SkipUnless(choice == RtpPlaneChoice.Portable || OperatingSystem.IsLinux(), "The native plane needs Linux.");
        var options = new RtpDataPlaneOptions(this.address, ports ?? new RtpPortRange(12000, 15998), TimeSpan.Zero)
        {
            Plane = choice,
            Shards = shards,
            Tick = tick ?? TimeSpan.FromMilliseconds(1),
        };
        Plane = RtpDataPlanes.Open(options, network, TimeProvider.System, new SeededIdentifiers(1), NullLogger.Instance);
    }

    /// <summary>Both kinds, for theories.</summary>
    public static TheoryData<string> Kinds => [Portable, Native];

    public IRtpDataPlane Plane { get; }

    public ConcurrentQueue<LegFact> Facts { get; } = new();

    /// <summary>Runs for each fact, if set.</summary>
    public Action<IRtpLeg, LegFact>? WhenObserved { get; set; }

    /// <summary>Waits until something is so, however long that takes on this machine.</summary>
    public static void Until(Func<bool> isSo, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"Waited in vain: {what}.");
            Thread.Sleep(1);
        }
    }

    public void Observed(IRtpLeg leg, LegFact fact)
    {
        Facts.Enqueue(fact);
        WhenObserved?.Invoke(leg, fact);
    }

    public Speaker Speaker() => new(address);

    public IRtpLeg Leg(Speaker? party = null, TimeSpan? silence = null, TimeSpan? history = null, string? call = null)
    {
        var options = new LegOptions(silence ?? TimeSpan.Zero, history ?? LegOptions.Default.History) { Call = call };
        Assert.True(Plane.TryOpenLeg(options, this, out var leg));
        if (party is not null) leg.SetRemote(new LegRemote(party.Endpoints, MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        return leg;
    }

    public (IRtpLeg A, IRtpLeg B) Bridge(Speaker a, Speaker b)
    {
        var (legA, legB) = (Leg(a), Leg(b));
        legA.BridgeTo(legB);
        return (legA, legB);
    }

    public IRtpReplica Replica(IRtpLeg leg, bool isShared = false)
    {
        Assert.True(Plane.TryOpenReplica(new ReplicaOptions("media-1") { IsShared = isShared }, leg, out var replica));
        return replica;
    }

    public IRtpReceiver Receiver(IRtpSink sink, uint? ssrc = null)
    {
        var options = new ReceiverOptions("recorder-1", [PayloadFormat.Pcmu], TimeSpan.FromMilliseconds(50)) { Ssrc = ssrc };
        Assert.True(Plane.TryOpenReceiver(options, sink, out var receiver));
        return receiver;
    }

    public void Dispose()
    {
        Plane.Dispose();
        network.Dispose();
    }
}
