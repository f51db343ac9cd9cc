using System.Collections.Concurrent;
using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Rtp.Tests.DataPlane;

/// <summary>Packets on one thread, control on another, time-outs on a third: nothing throws, nothing hangs, a cut is a cut.</summary>
public sealed class Many_threads : INetwork, ILegObserver
{
    private const int Rounds = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly IPEndPoint Recorder = new(IPAddress.Loopback, 24000);
    private readonly ConcurrentDictionary<int, DatagramReceived> receivers = new();
    private long toRecorder;

    [Fact]
    public async Task Never_send_a_packet_after_a_cut()
    {
        using var plane = Plane();
        var leg = Open(plane, 10000);
        leg.BridgeTo(Open(plane, 10002));
        Assert.True(plane.TryOpenReplica(new ReplicaOptions("media-1"), leg, out var replica));
        replica.SetRemote(new RtpEndpoints(Recorder, new IPEndPoint(IPAddress.Loopback, 24001)));
        using var stop = new CancellationTokenSource();
        var talking = Task.Run(() => Talk(leg.Local.Rtp.Port, 10000, stop.Token));

        for (var round = 0; round < Rounds; round++)
        {
            replica.SetActive(false);
            var sent = Interlocked.Read(ref toRecorder);
            Thread.SpinWait(200);
            Assert.Equal(sent, Interlocked.Read(ref toRecorder));
            replica.SetActive(true);
            Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref toRecorder) > sent, Patience));
        }

        await stop.CancelAsync();
        await talking;
    }

    [Fact]
    public async Task Open_bridge_copy_and_close_while_packets_come()
    {
        using var plane = Plane();
        var (first, second) = (Open(plane, 10000), Open(plane, 10002));
        using var stop = new CancellationTokenSource();
        var talking = Task.WhenAll(
            Task.Run(() => Talk(first.Local.Rtp.Port, 10000, stop.Token)), Task.Run(() => Talk(second.Local.Rtp.Port, 10002, stop.Token)));

        for (var round = 0; round < Rounds; round++)
        {
            first.BridgeTo(round % 3 == 0 ? null : second);
            Assert.True(plane.TryOpenReplica(new ReplicaOptions("media-1") with { Since = DateTimeOffset.MinValue }, first, out var replica));
            replica.SetRemote(new RtpEndpoints(Recorder, Recorder));
            var passing = Open(plane, 10004);
            passing.BridgeTo(second);
            passing.Close();
            replica.Close();
        }

        await stop.CancelAsync();
        await talking;
        first.Close();
        second.Close();
        Assert.Equal(0, plane.Counters.PortPairs);
    }

    IDatagramSocket INetwork.OpenDatagram(IPEndPoint local, DatagramReceived received)
    {
        receivers[local.Port] = received;
        return new Socket(this, local);
    }

    IStreamListener INetwork.Listen(IPEndPoint local, Func<IStreamConnection, IStreamReceiver> accepted) => throw new NotSupportedException();

    IStreamConnection INetwork.Connect(IPEndPoint remote, IStreamReceiver receiver) => throw new NotSupportedException();

    void ILegObserver.Observed(IRtpLeg leg, LegFact fact)
    {
    }

    private PortableDataPlane Plane() => new(
        new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(16000, 16098), TimeSpan.Zero),
        this, TimeProvider.System, new SeededIdentifiers(1));

    private IRtpLeg Open(PortableDataPlane plane, int port)
    {
        Assert.True(plane.TryOpenLeg(new LegOptions(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)), this, out var leg));
        leg.SetRemote(new LegRemote(RtpEndpoints.At(IPAddress.Loopback, port), MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        return leg;
    }

    private void Talk(int to, int from, CancellationToken stop)
    {
        var (packet, source) = (new byte[172], new IPEndPoint(IPAddress.Loopback, from));
        for (uint number = 0; !stop.IsCancellationRequested; number++)
        {
            new RtpHeader(0, (ushort)number, number * 160, 1, Marker: false).Write(packet, []);
            receivers[to](packet, source);
        }
    }

    private sealed class Socket(Many_threads network, IPEndPoint local) : IDatagramSocket
    {
        public IPEndPoint Local => local;

        public void Send(ReadOnlySpan<byte> payload, IPEndPoint to)
        {
            if (to.Equals(Recorder)) Interlocked.Increment(ref network.toRecorder);
        }

        public void Dispose() => network.receivers.TryRemove(local.Port, out _);
    }
}
