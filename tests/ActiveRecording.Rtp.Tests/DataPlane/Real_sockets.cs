using System.Collections.Concurrent;
using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Rtp.Portable;
using ActiveRecording.Rtp.Ports;
using ActiveRecording.Runtime.Identifiers;
using ActiveRecording.Runtime.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveRecording.Rtp.Tests.DataPlane;

/// <summary>The same plane on the machine's loopback.</summary>
public sealed class Real_sockets : ILegObserver
{
    private const int Packets = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Carry_a_stream_to_the_other_party_and_to_a_receiver_in_order()
    {
        using var network = new SocketNetwork(new SocketNetworkOptions(), NullLogger.Instance);
        using var plane = new PortableDataPlane(
            new RtpDataPlaneOptions(IPAddress.Loopback, new RtpPortRange(15900, 15998)),
            network, TimeProvider.System, new SeededIdentifiers(1));
        var bob = new Inbox();
        using var bobSocket = network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, 0), bob.Received);
        using var aliceSocket = network.OpenDatagram(new IPEndPoint(IPAddress.Loopback, 0), (_, _) => { });
        var legA = Open(plane, aliceSocket.Local);
        legA.BridgeTo(Open(plane, bobSocket.Local));
        var recorder = new Tape();
        Assert.True(plane.TryOpenReceiver(new ReceiverOptions("recorder-1", [PayloadFormat.Pcmu]), recorder, out var receiver));
        Assert.True(plane.TryOpenReplica(new ReplicaOptions("media-1"), legA, out var replica));
        receiver.SetRemote(replica.Local, [PayloadFormat.Pcmu]);
        replica.SetRemote(receiver.Local);

        var packet = new byte[172];
        for (var number = 0; number < Packets; number++)
        {
            new RtpHeader(0, (ushort)number, (uint)number * 160, 1, Marker: false).Write(packet, new byte[160]);
            aliceSocket.Send(packet, legA.Local.Rtp);
            await bob.Next.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            bob.Next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await recorder.All.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, Packets), recorder.Sequences.Select(sequence => (int)sequence));
        Assert.Equal(0, receiver.Statistics.Lost);
        Assert.True(recorder.Reports >= 1);
    }

    void ILegObserver.Observed(IRtpLeg leg, LegFact fact)
    {
    }

    private IRtpLeg Open(PortableDataPlane plane, IPEndPoint party)
    {
        Assert.True(plane.TryOpenLeg(LegOptions.Default, this, out var leg));
        leg.SetRemote(new LegRemote(RtpEndpoints.At(party.Address, party.Port), MediaDirection.SendReceive, [PayloadFormat.Pcmu]));
        return leg;
    }

    private sealed class Inbox
    {
        public volatile TaskCompletionSource Next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Received(ReadOnlySpan<byte> datagram, IPEndPoint from) => Next.TrySetResult();
    }

    private sealed class Tape : IRtpSink
    {
        private int reports;

        public ConcurrentQueue<ushort> Sequences { get; } = new();

        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reports => Volatile.Read(ref reports);

        void IRtpSink.Received(in ReceivedRtp packet)
        {
            Sequences.Enqueue(packet.Packet.SequenceNumber);
            if (Sequences.Count == Packets) All.TrySetResult();
        }

        void IRtpSink.Received(in ReceivedSenderReport report) => Interlocked.Increment(ref reports);

        void IRtpSink.SourceEnded(uint ssrc, DateTimeOffset at)
        {
        }
    }
}
