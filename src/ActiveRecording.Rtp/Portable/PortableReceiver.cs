using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Portable;

/// <summary>A recorder's endpoint: hands packets to its sink under its lock and reports on them.</summary>
internal sealed class PortableReceiver(PortableDataPlane plane, ReceiverOptions options, IRtpSink sink, uint ownSsrc)
    : PortableEndpoint(plane), IRtpReceiver
{
    private const int CompoundBytes = 512;

    private readonly Lock gate = new();
    private readonly SourceLock source = new();
    private readonly ReceivedStream stream = new();
    private PayloadTable payloads = new(options.Payloads);
    private RtpEndpoints? remote;
    private IPEndPoint? rtcpSource;
    private ITimer? reports;
    private SenderReport? lastReport;
    private DateTimeOffset lastReportAt;
    private long dropped;
    private bool ended;

    public LegStatistics Statistics
    {
        get
        {
            lock (gate) return stream.Snapshot(forwarded: 0, dropped);
        }
    }

    public void SetRemote(RtpEndpoints? remote, IReadOnlyList<PayloadFormat> payloads)
    {
        lock (gate)
        {
            this.remote = remote;
            this.payloads = new PayloadTable(payloads);
            source.Describe(remote?.Rtp);
            if (source.Source is null) rtcpSource = null;
        }
    }

    public override void RtpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        var arrival = Plane.Clock.Now;
        if (RtcpReader.LooksLikeRtcp(datagram))
        {
            RtcpReceived(datagram, from);
            return;
        }

        lock (gate)
        {
            if (!ended) Count(Take(datagram, from, arrival));
        }
    }

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        var arrival = Plane.Clock.Now;
        lock (gate)
        {
            if (!ended) Count(ReadCompound(datagram, from, arrival));
        }
    }

    protected override bool TryEnd()
    {
        lock (gate)
        {
            if (ended) return false;
            ended = true;
        }

        reports?.Dispose();
        return true;
    }

    private void Count(DatagramKind kind)
    {
        Plane.Tally.Count(kind);
        if (kind is not (DatagramKind.Rtp or DatagramKind.Rtcp)) dropped++;
    }

    private DatagramKind Take(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset arrival)
    {
        if (datagram.Length < RtpPacket.HeaderBytes) return DatagramKind.TooShort;
        if (!RtpPacket.TryParse(datagram, out var packet)) return DatagramKind.Malformed;
        var known = payloads.Knows(packet.PayloadType);
        if (!source.Accepts(from, arrival, known, held: false)) return known ? DatagramKind.WrongSource : DatagramKind.UnknownPayload;

        stream.Count(packet, arrival, payloads.ClockRate(packet.PayloadType));
        reports ??= Plane.Time.CreateTimer(_ => Report(), state: null, options.ReportInterval, options.ReportInterval);
        sink.Received(new ReceivedRtp(packet, arrival));
        return DatagramKind.Rtp;
    }

    private DatagramKind ReadCompound(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset arrival)
    {
        if (datagram.Length < RtcpPacket.HeaderBytes + RtcpPacket.SsrcBytes) return DatagramKind.TooShort;
        if (!RtcpReader.TryParse(datagram, out var compound)) return DatagramKind.Malformed;
        var expected = source.Source?.Address ?? remote?.Rtcp.Address;
        if (!from.Equals(remote?.Rtcp) && expected is not null && !from.Address.Equals(expected)) return DatagramKind.WrongSource;

        if (!from.Equals(rtcpSource)) rtcpSource = from;
        while (compound.TryRead(out var packet))
        {
            if (packet.TryGetSenderReport(out var report))
            {
                (lastReport, lastReportAt) = (report, arrival);
                sink.Received(new ReceivedSenderReport(report, arrival));
            }

            for (var index = 0; packet.TryGetByeSource(index, out var ssrc); index++) sink.SourceEnded(ssrc, arrival);
        }

        return DatagramKind.Rtcp;
    }

    private void Report()
    {
        lock (gate)
        {
            if (ended || (rtcpSource ?? remote?.Rtcp) is not { } target) return;
            var known = lastReport is { } last && last.Ssrc == stream.Ssrc ? last.Ntp.Middle : 0;
            var delay = known == 0 ? 0 : (uint)((Plane.Clock.Now - lastReportAt).Ticks * 65536 / TimeSpan.TicksPerSecond);
            if (stream.Report(known, delay) is not { } block) return;

            Span<byte> compound = stackalloc byte[CompoundBytes];
            var writer = new RtcpWriter(compound);
            writer.WriteReceiverReport(ownSsrc, [block]);
            writer.WriteCName(ownSsrc, options.CName);
            Pair?.Rtcp.Send(compound[..writer.Length], target);
        }
    }
}
