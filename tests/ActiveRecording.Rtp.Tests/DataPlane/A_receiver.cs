using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class A_receiver : IRtpSink, IDisposable
{
    private readonly Bench bench = new();
    private readonly List<(ushort Sequence, DateTimeOffset Arrival)> packets = [];
    private readonly List<ReceivedSenderReport> reports = [];
    private readonly List<uint> ended = [];
    private readonly Party sender;
    private readonly IRtpReceiver receiver;

    public A_receiver()
    {
        sender = bench.Party(16200);
        Assert.True(bench.Plane.TryOpenReceiver(new ReceiverOptions("recorder-1", [PayloadFormat.Pcmu]), this, out var opened));
        receiver = opened;
        receiver.SetRemote(sender.Endpoints, [PayloadFormat.Pcmu]);
    }

    [Fact]
    public void Hands_over_packets_with_their_arrival()
    {
        sender.Say(receiver.Local, 7);
        bench.Simulator.RunFor(TimeSpan.FromMilliseconds(20));
        sender.Say(receiver.Local, 9);
        bench.Settle();

        var first = Simulation.VirtualTime.Start + bench.Simulator.Network.Latency;
        Assert.Equal([((ushort)7, first), ((ushort)9, first.AddMilliseconds(20))], packets);
        Assert.Equal(1, receiver.Statistics.Lost);
    }

    [Fact]
    public void Hands_over_reports_and_goodbyes()
    {
        var report = new SenderReport(sender.Ssrc, NtpTimestamp.From(bench.Now), 160, 1, 160);
        var compound = new byte[128];
        var writer = new RtcpWriter(compound);
        writer.Write(report, []);
        writer.WriteCName(sender.Ssrc, "media-1");
        writer.WriteBye(sender.Ssrc);
        sender.SendRtcp(receiver.Local, compound[..writer.Length]);
        bench.Settle();

        Assert.Equal(new ReceivedSenderReport(report, Simulation.VirtualTime.Start + bench.Simulator.Network.Latency), Assert.Single(reports));
        Assert.Equal([sender.Ssrc], ended);
    }

    [Fact]
    public void Reports_back_what_it_missed()
    {
        for (var number = 0; number < 100; number += number == 49 ? 11 : 1) sender.Say(receiver.Local, number);
        bench.Simulator.RunFor(TimeSpan.FromSeconds(6));

        Assert.True(RtcpReader.TryParse(Assert.Single(sender.Reports), out var compound));
        Assert.True(compound.TryRead(out var packet));
        Assert.True(packet.TryGetReportBlock(0, out var block));
        Assert.Equal(sender.Ssrc, block.Ssrc);
        Assert.Equal(10, block.Lost);
        Assert.Equal(99u, block.HighestSequence);
    }

    [Fact]
    public void Is_deaf_when_closed()
    {
        receiver.Close();
        sender.Say(receiver.Local, 1);
        bench.Settle();

        Assert.Empty(packets);
        Assert.Equal(0, bench.Plane.Counters.PortPairs);
    }

    void IRtpSink.Received(in ReceivedRtp packet) => packets.Add((packet.Packet.SequenceNumber, packet.Arrival));

    void IRtpSink.Received(in ReceivedSenderReport report) => reports.Add(report);

    void IRtpSink.SourceEnded(uint ssrc, DateTimeOffset at) => ended.Add(ssrc);

    public void Dispose() => bench.Dispose();
}
