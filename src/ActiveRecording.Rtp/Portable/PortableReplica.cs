using System.Net;
using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Rtp.Packets;

namespace ActiveRecording.Rtp.Portable;

/// <summary>
/// Copies a leg's packets to a recorder. Its lock makes the cut hard: a packet is sent under it, and so is
/// <see cref="SetActive"/>.
/// </summary>
internal sealed class PortableReplica(PortableDataPlane plane, ReplicaOptions options, PortableLeg source)
    : PortableEndpoint(plane), IRtpReplica
{
    private const int BufferedPackets = 4096;
    private const int Streams = 8;
    private const int CompoundBytes = 512;

    private readonly Lock gate = new();
    private readonly PacketRing buffer = new(BufferedPackets);
    private readonly List<ReplicatedStream> streams = [];
    private byte[]? first;
    private RtpEndpoints? remote;
    private ITimer? reports;
    private bool active = true;
    private bool ended;
    private long sent;
    private long overflowed;
    private long cut;
    private long reportedLost;

    public ReplicaStatistics Statistics
    {
        get
        {
            lock (gate) return new ReplicaStatistics(sent, buffer.Count, overflowed, cut, reportedLost);
        }
    }

    public void SetRemote(RtpEndpoints remote)
    {
        lock (gate)
        {
            if (ended) return;
            this.remote = remote;
            if (active) Flush();
        }
    }

    public void SetActive(bool active)
    {
        lock (gate)
        {
            if (ended || this.active == active) return;
            this.active = active;
            foreach (var stream in streams) stream.IsReported = false;
            if (active && remote is not null) Flush();
        }
    }

    /// <summary>A packet the leg received; <see cref="PortableLeg"/> has checked that it is one.</summary>
    public void Offer(ReadOnlySpan<byte> datagram, DateTimeOffset arrival)
    {
        if (!RtpPacket.TryParse(datagram, out var packet)) return;
        lock (gate)
        {
            if (ended) return;
            if (!active)
            {
                cut++;
                return;
            }

            var stream = StreamOf(packet);
            stream.Clock.Observe(packet.Timestamp, arrival);
            if (remote is not null)
            {
                Send(packet, stream);
                return;
            }

            KeepFirst(arrival - options.Buffer);
            overflowed += buffer.TrimBefore(arrival - options.Buffer);
            if (buffer.Add(datagram, arrival)) overflowed++;
        }
    }

    /// <summary>Nobody sends RTP to a replica.</summary>
    public override void RtpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from) => Plane.Tally.Count(DatagramKind.WrongSource);

    public override void RtcpReceived(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        lock (gate)
        {
            if (ended) return;
            Plane.Tally.Count(ReadReports(datagram, from));
        }
    }

    protected override bool TryEnd()
    {
        lock (gate)
        {
            if (ended) return false;
            ended = true;
            foreach (var stream in streams.Where(stream => stream.Packets > 0)) Report(stream, bye: true);
            buffer.Clear();
        }

        reports?.Dispose();
        source.Detach(this);
        return true;
    }

    /// <summary>
    /// The first packet stays, whatever is dropped after it: the jump in sequence numbers behind it tells the recorder what is lost, where a
    /// stream that merely began later would tell nothing.
    /// </summary>
    private void KeepFirst(DateTimeOffset earliest)
    {
        if (first is not null || buffer.Count == 0 || (buffer.Arrival(0) >= earliest && buffer.Count < BufferedPackets)) return;
        first = buffer.Packet(0).ToArray();
        overflowed--;
    }

    private void Flush()
    {
        if (first is not null && RtpPacket.TryParse(first, out var beginning)) Send(beginning, StreamOf(beginning));
        first = null;
        for (var index = 0; index < buffer.Count; index++)
        {
            if (RtpPacket.TryParse(buffer.Packet(index), out var packet)) Send(packet, StreamOf(packet));
        }

        buffer.Clear();
    }

    private void Send(in RtpPacket packet, ReplicatedStream stream)
    {
        if (!stream.IsReported) Report(stream, bye: false);
        reports ??= Plane.Time.CreateTimer(_ => ReportAll(), state: null, options.ReportInterval, options.ReportInterval);
        stream.Sent(packet);
        sent++;
        Pair?.Rtp.Send(packet.Bytes, remote!.Rtp);
    }

    private void ReportAll()
    {
        lock (gate)
        {
            if (ended || !active) return;
            foreach (var stream in streams.Where(stream => stream.Packets > 0)) Report(stream, bye: false);
        }
    }

    private void Report(ReplicatedStream stream, bool bye)
    {
        if (remote is null) return;
        Span<byte> compound = stackalloc byte[CompoundBytes];
        var length = stream.Report(compound, Plane.Clock.Now, options.CName, bye);
        Pair?.Rtcp.Send(compound[..length], remote.Rtcp);
    }

    private ReplicatedStream StreamOf(in RtpPacket packet)
    {
        foreach (var stream in streams)
        {
            if (stream.Ssrc == packet.Ssrc) return stream;
        }

        if (streams.Count == Streams) streams.RemoveAt(0);
        var opened = new ReplicatedStream(packet.Ssrc, source.ClockRate(packet.PayloadType));
        streams.Add(opened);
        return opened;
    }

    private DatagramKind ReadReports(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (!RtcpReader.TryParse(datagram, out var compound)) return DatagramKind.Malformed;
        if (remote is null || !from.Address.Equals(remote.Rtcp.Address)) return DatagramKind.WrongSource;
        while (compound.TryRead(out var packet))
        {
            for (var index = 0; packet.TryGetReportBlock(index, out var block); index++)
            {
                if (streams.Exists(stream => stream.Ssrc == block.Ssrc)) reportedLost = block.Lost;
            }
        }

        return DatagramKind.Rtcp;
    }
}
