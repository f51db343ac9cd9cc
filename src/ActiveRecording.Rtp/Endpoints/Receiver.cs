using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>A recorder's endpoint: hands packets to its sink and reports on them.</summary>
/// <param name="shard">Where it lives.</param>
/// <param name="options">How it was opened.</param>
/// <param name="sink">Takes what comes.</param>
/// <param name="ownSsrc">The synchronization source of its reports.</param>
/// <param name="shared">The port pair it shares with others; null when it has one of its own.</param>
internal sealed class Receiver(Shard shard, ReceiverOptions options, IRtpSink sink, uint ownSsrc, SharedReceiver? shared)
    : Endpoint(shard), IRtpReceiver
{
    private const int CompoundBytes = 512;

    private SourceLock source;
    private ReceivedStream stream;
    private PayloadTable payloads = new(options.Payloads);
    private TransportAddress? describedRtcp;
    private TransportAddress? rtcpSource;
    private ITimer? reports;
    private SenderReport? lastReport;
    private DateTimeOffset lastReportAt;
    private long dropped;

    public LegStatistics Statistics => Shard.Ask(() => stream.Snapshot(forwarded: 0, dropped));

    public void SetRemote(RtpEndpoints? remote, IReadOnlyList<PayloadFormat> payloads) => Shard.Run(() =>
    {
        this.payloads = new PayloadTable(payloads);
        describedRtcp = remote is null ? null : TransportAddress.From(remote.Rtcp);
        source.Describe(remote is null ? null : TransportAddress.From(remote.Rtp));
        if (!source.IsLocked) rtcpSource = null;
    });

    public override void RtpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (HasEnded) return;
        if (RtcpReader.LooksLikeRtcp(datagram)) Count(ReadCompound(datagram, from, arrival));
        else Count(Take(datagram, from, arrival));
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (!HasEnded) Count(ReadCompound(datagram, from, arrival));
    }

    protected override void End()
    {
        reports?.Dispose();
        if (shared is not null && options.Ssrc is { } ssrc) shared.Leave(this, ssrc);
    }

    private void Count(Counted kind)
    {
        Shard.Tally.Count(kind);
        if (kind is not (Counted.Rtp or Counted.Rtcp)) dropped++;
    }

    private Counted Take(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (datagram.Length < RtpPacket.HeaderBytes) return Counted.TooShort;
        if (!RtpPacket.TryParse(datagram, out var packet)) return Counted.Malformed;
        var known = payloads.Knows(packet.PayloadType);
        if (!source.Accepts(from, arrival, known, held: false, out var moved)) return known ? Counted.WrongSource : Counted.UnknownPayload;

        if (moved && shared is null) Sockets?.Rtp.Latch(from);
        stream.Count(packet, arrival, payloads.ClockRate(packet.PayloadType));
        reports ??= Shard.CreateTimer(Report, options.ReportInterval, options.ReportInterval);
        sink.Received(new ReceivedRtp(packet, arrival));
        return Counted.Rtp;
    }

    private Counted ReadCompound(ReadOnlySpan<byte> datagram, in TransportAddress from, DateTimeOffset arrival)
    {
        if (datagram.Length < RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes) return Counted.TooShort;
        if (!RtcpReader.TryParse(datagram, out var compound)) return Counted.Malformed;
        if (from != describedRtcp && (source.Source ?? describedRtcp) is { } expected && !from.IsOnHostOf(expected)) return Counted.WrongSource;

        rtcpSource = from;
        while (compound.TryRead(out var packet))
        {
            if (packet.TryGetSenderReport(out var report))
            {
                (lastReport, lastReportAt) = (report, arrival);
                sink.Received(new ReceivedSenderReport(report, arrival));
            }

            for (var index = 0; packet.TryGetByeSource(index, out var ssrc); index++) sink.SourceEnded(ssrc, arrival);
        }

        return Counted.Rtcp;
    }

    private void Report()
    {
        if (HasEnded || (rtcpSource ?? describedRtcp) is not { } target) return;
        var known = lastReport is { } last && last.Ssrc == stream.Ssrc ? last.Ntp.Middle : 0;
        var delay = known == 0 ? 0 : (uint)((Shard.Clock.Now - lastReportAt).Ticks * 65536 / TimeSpan.TicksPerSecond);
        if (stream.Report(known, delay) is not { } block) return;

        Span<byte> compound = stackalloc byte[CompoundBytes];
        var writer = new RtcpWriter(compound);
        writer.WriteReceiverReport(ownSsrc, [block]);
        writer.WriteCName(ownSsrc, options.CName);
        Sockets?.Rtcp.Send(compound[..writer.Length], target);
    }
}
