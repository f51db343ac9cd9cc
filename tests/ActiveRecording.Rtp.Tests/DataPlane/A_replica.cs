using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Tests.DataPlane;

public sealed class A_replica : IDisposable
{
    private readonly Bench bench = new();
    private readonly Party alice;
    private readonly Party recorder;
    private readonly IRtpLeg leg;

    public A_replica()
    {
        alice = bench.Party(10000);
        recorder = bench.Party(24000);
        leg = bench.Leg(alice);
    }

    [Fact]
    public void Repeats_byte_for_byte_what_the_leg_receives()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);

        var said = bench.Talk(alice, leg, 20, first: 65_530);

        Assert.Equal(said, recorder.Heard);
        Assert.Equal(20, replica.Statistics.Sent);
    }

    [Fact]
    public void Keeps_the_first_packet_and_five_seconds_until_the_recorder_answers()
    {
        var replica = bench.Replica(leg);
        var said = bench.Talk(alice, leg, 300);
        replica.SetRemote(recorder.Endpoints);
        said.AddRange(bench.Talk(alice, leg, 3, first: 300));

        Assert.Equal([said[0], .. said[49..]], recorder.Heard);
        Assert.Equal(48, replica.Statistics.Overflowed);
    }

    [Fact]
    public void May_start_with_what_was_received_shortly_before()
    {
        bench.Talk(alice, leg, 10);
        var answered = bench.Now;
        var said = bench.Talk(alice, leg, 5, first: 10);

        var replica = bench.Replica(leg, since: answered);
        replica.SetRemote(recorder.Endpoints);
        said.AddRange(bench.Talk(alice, leg, 5, first: 15));

        Assert.Equal(said, recorder.Heard);
    }

    [Fact]
    public void Sends_not_one_packet_while_paused()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        var said = bench.Talk(alice, leg, 60);
        var reports = recorder.Reports.Count;

        replica.SetActive(false);
        bench.Talk(alice, leg, 200, first: 60);
        Assert.Equal(said, recorder.Heard);
        Assert.Equal(reports, recorder.Reports.Count);
        Assert.Equal(200, replica.Statistics.Cut);

        replica.SetActive(true);
        said.AddRange(bench.Talk(alice, leg, 5, first: 260));
        Assert.Equal(said, recorder.Heard);
        Assert.Equal(reports + 1, recorder.Reports.Count);
    }

    [Fact]
    public void Paused_before_the_recorder_answers_keeps_what_was_before_the_pause_only()
    {
        var replica = bench.Replica(leg);
        var said = bench.Talk(alice, leg, 3);
        replica.SetActive(false);
        bench.Talk(alice, leg, 3, first: 3);
        replica.SetRemote(recorder.Endpoints);
        bench.Talk(alice, leg, 3, first: 6);
        Assert.Empty(recorder.Heard);

        replica.SetActive(true);
        bench.Settle();
        Assert.Equal(said, recorder.Heard);
    }

    [Fact]
    public void Says_when_each_sample_arrived_on_our_clock()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        var start = bench.Now + bench.Simulator.Network.Latency;
        bench.Talk(alice, leg, 120);

        var reports = recorder.Reports.Select(Read).ToList();
        Assert.Equal(3, reports.Count);
        Assert.Equal(0u, reports[0].Packets);
        Assert.Equal([0u, 50, 100], reports.Select(report => report.Packets));
        Assert.Equal([0u, 8_000, 16_000], reports.Select(report => report.Octets));
        Assert.All(reports, report => Assert.Equal(
            start, report.Ntp.ToInstant() - TimeSpan.FromSeconds(report.RtpTimestamp / 8000.0)));
    }

    [Fact]
    public void Learns_the_true_delay_from_what_it_buffered()
    {
        var replica = bench.Replica(leg);
        alice.Say(leg.Local, 0);
        bench.Simulator.RunFor(TimeSpan.FromMilliseconds(7));
        alice.Say(leg.Local, 1);
        bench.Settle();
        replica.SetRemote(recorder.Endpoints);
        bench.Settle();

        var report = Read(Assert.Single(recorder.Reports));
        var first = Simulation.VirtualTime.Start + bench.Simulator.Network.Latency;
        Assert.Equal(
            first - TimeSpan.FromMilliseconds(13), report.Ntp.ToInstant() - TimeSpan.FromSeconds((int)report.RtpTimestamp / 8000.0));
    }

    [Fact]
    public void Says_goodbye_after_its_last_packet()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        bench.Talk(alice, leg, 2);

        leg.Close();
        replica.Close();
        replica.Close();
        bench.Settle();

        Assert.True(RtcpReader.TryParse(recorder.Reports[^1], out var compound));
        Assert.True(compound.TryRead(out var report) && report.TryGetSenderReport(out _));
        Assert.True(compound.TryRead(out var name) && name.TryGetCName(out _, out _));
        Assert.True(compound.TryRead(out var bye) && bye.TryGetByeSource(0, out var ssrc) && ssrc == alice.Ssrc);
        Assert.Equal(0, bench.Plane.Counters.PortPairs);
        Assert.Equal(2, recorder.Heard.Count);
    }

    [Fact]
    public void Delivers_what_it_buffered_though_the_leg_is_gone()
    {
        var replica = bench.Replica(leg);
        var said = bench.Talk(alice, leg, 2);
        leg.Close();
        replica.SetRemote(recorder.Endpoints);
        bench.Settle();

        Assert.Equal(said, recorder.Heard);
    }

    [Fact]
    public void Follows_a_new_source_with_a_report_of_its_own()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        bench.Talk(alice, leg, 2);
        alice.Ssrc = 0xB0B;
        bench.Talk(alice, leg, 2);

        Assert.Equal([0xA11CEu, 0xB0B], recorder.Reports.Select(report => Read(report).Ssrc));
        Assert.Equal(4, recorder.Heard.Count);
    }

    [Fact]
    public void Hears_what_the_recorder_missed()
    {
        var replica = bench.Replica(leg);
        replica.SetRemote(recorder.Endpoints);
        bench.Talk(alice, leg, 2);
        var compound = new byte[64];
        var writer = new RtcpWriter(compound);
        writer.WriteReceiverReport(1, [new ReportBlock(alice.Ssrc, 0, 7, 0, 0, 0, 0)]);
        recorder.SendRtcp(replica.Local, compound[..writer.Length]);
        bench.Settle();

        Assert.Equal(7, replica.Statistics.ReportedLost);
    }

    [Fact]
    public void Of_a_closed_leg_is_refused_and_leases_nothing()
    {
        leg.Close();

        Assert.False(bench.Plane.TryOpenReplica(new ReplicaOptions("media-1"), leg, out _));
        Assert.Equal(0, bench.Plane.Counters.PortPairs);
    }

    public void Dispose() => bench.Dispose();

    private static SenderReport Read(byte[] compound)
    {
        Assert.True(RtcpReader.TryParse(compound, out var reader));
        Assert.True(reader.TryRead(out var packet));
        Assert.True(packet.TryGetSenderReport(out var report));
        return report;
    }
}
